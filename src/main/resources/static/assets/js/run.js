// While a draft is being made: look again every two seconds, and stop when it is there.
'use strict';

const waiting = document.querySelector('[data-mz-reload]');
if (waiting) setTimeout(() => location.reload(), 2000);
