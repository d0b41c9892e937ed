/* The place in a page (#task-4) goes along to its new address; a refresh would leave it behind. */
"use strict";

if (location.hash) {
  location.replace(document.currentScript.dataset.to.split("#")[0] + location.hash);
}
