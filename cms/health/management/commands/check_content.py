import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.health.findings import all_findings, count


class Command(BaseCommand):
    help = "All findings over what is published and drafted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, as_json: bool, **options: Any) -> None:
        findings = all_findings()
        errors, warnings = count(findings, "error"), count(findings, "warning")
        if as_json:
            told = [finding.to_dict() for finding in findings]
            data = {"errors": errors, "warnings": warnings, "findings": told}
            self.stdout.write(json.dumps(data, ensure_ascii=False))
        else:
            for finding in findings:
                place = finding.url or finding.key
                self.stdout.write(
                    f"{finding.level}\t{finding.code}\t{place}\t{finding.title}\t{finding.message}"
                )
            self.stdout.write(f"{errors} errors, {warnings} warnings")
