// Behaviour of every page. Everything also works without it, only less comfortably. No inline code anywhere
// (the Content-Security-Policy forbids it): elements say by data-mz-* what they want.
'use strict';

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const byId = id => id && document.getElementById(id);
const on = (event, selector, handler) => document.addEventListener(event, e => {
  const target = e.target instanceof Element && e.target.closest(selector);
  if (target) handler(e, target);
});
const post = async (url, data) => {
  const csrf = document.querySelector('meta[name=csrf]');
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(data),
    headers: csrf ? { [csrf.dataset.header]: csrf.content, Accept: 'application/json' } : { Accept: 'application/json' }
  });
  return answer.ok ? answer.json() : null;
};

// Keys ---------------------------------------------------------------------------------------------------------

document.addEventListener('keydown', e => {
  const typing = e.target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]');
  if (e.key === '/' && !typing && !e.ctrlKey && !e.altKey && !e.metaKey) {
    const search = document.querySelector('[data-mz-search]');
    if (search) { e.preventDefault(); search.focus(); search.select(); }
  }
  if (e.altKey && !e.ctrlKey && e.code === 'KeyN') {
    const intake = document.querySelector('[aria-keyshortcuts="Alt+N"]');
    if (intake) { e.preventDefault(); intake.click(); }
  }
});

// Dialogs: native, so that Esc closes them and the focus stays inside -------------------------------------------

on('click', '[data-mz-open]', (e, button) => {
  const dialog = byId(button.dataset.mzOpen);
  if (dialog && !dialog.open) { e.preventDefault(); dialog.showModal(); }
});
on('click', '[data-mz-close]', (e, button) => {
  const dialog = button.closest('dialog');
  if (dialog) { e.preventDefault(); dialog.close(); }
});
on('click', '[data-mz-print]', () => print());

// Work that goes on: ask again every two seconds, unless somebody is typing -------------------------------------

if (document.querySelector('[data-mz-reload]')) {
  setInterval(() => {
    const busy = document.activeElement?.matches('input, textarea, select') || document.querySelector('dialog[open]');
    if (!document.hidden && !busy) location.reload();
  }, 2000);
}

// Errors: the label before each message, and the focus on the summary -------------------------------------------

for (const summary of all('[data-mz-errors]')) {
  for (const link of all('a[href^="#"]', summary)) {
    const field = byId(decodeURIComponent(link.hash.slice(1)));
    const label = field && (field.getAttribute('aria-label') || labelOf(field));
    if (label && !link.textContent.startsWith(label)) link.textContent = label + '：' + link.textContent;
  }
  const list = summary.querySelector('ul');
  const place = item => byId(decodeURIComponent(item.querySelector('a')?.hash.slice(1) || ''));
  const items = [...list.children].sort((a, b) => {
    const [first, second] = [place(a), place(b)];
    if (!first || !second) return first ? 1 : -1;
    return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  });
  list.append(...items); // in the order of the page
  summary.focus();
}
function labelOf(field) {
  const group = field.type === 'radio' && field.closest('fieldset')?.querySelector('legend');
  const label = group || (field.labels && field.labels[0]);
  return label ? label.firstChild.textContent.trim() : '';
}
on('click', '[data-mz-errors] a', (e, link) => {
  const field = byId(decodeURIComponent(link.hash.slice(1)));
  if (field) { e.preventDefault(); field.focus(); field.scrollIntoView({ block: 'center' }); }
});

// A form is sent once; a second click while the answer is on its way does nothing -------------------------------

document.addEventListener('submit', e => {
  const form = e.target;
  if (form.getAttribute('method')?.toLowerCase() !== 'post' || form.getAttribute('target') || e.defaultPrevented) return;
  if (form.dataset.mzSent) { e.preventDefault(); return; }
  form.dataset.mzSent = 'true';
  setTimeout(() => delete form.dataset.mzSent, 8000); // a download leaves the page standing
});
addEventListener('pageshow', () => all('form[data-mz-sent]').forEach(form => delete form.dataset.mzSent));
on('change', '[data-mz-submit]', (e, field) => field.form.requestSubmit());

// Money and days: tidied when the field is left, never while typing ----------------------------------------------

const halfWidth = text => text.normalize('NFKC').trim();

on('focusout', '[data-mz-kind=money]', (e, field) => {
  const text = halfWidth(field.value).replaceAll(',', '').replace(/元$/, '');
  if (!/^\d+(\.\d{1,2})?$/.test(text)) return; // the server says what is wrong
  const [whole, cents = ''] = text.split('.');
  field.value = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',') + '.' + cents.padEnd(2, '0');
});
on('focusout', '[data-mz-kind=date]', (e, field) => {
  const parts = /^(\d{4})(\d{2})(\d{2})$|^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(halfWidth(field.value));
  if (!parts) return;
  const [year, month, day] = parts.slice(1).filter(part => part !== undefined);
  field.value = year + '-' + month.padStart(2, '0') + '-' + day.padStart(2, '0');
});

// The ID number: checked while typing; card readers end with Enter, which looks up and moves on ------------------

function checkIdNumber(text) {
  if (text.length < 18) return { message: text ? '已输入 ' + text.length + ' 位，共 18 位' : '' };
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return { bad: '身份证号码应为 18 位数字，末位可为 X' };
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)];
  const date = new Date(Date.UTC(+year, month - 1, +day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== +day) return { bad: '出生日期不存在，请对照证件核对' };
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * text[i], 0);
  if ('10X98765432'[sum % 11] !== text[17]) return { bad: '校验码不符，请对照证件逐位核对' };
  return { birth: [year, month, day].join('-'), sex: text[16] % 2 ? 'M' : 'F', message: '校验通过' };
}
function showIdNumber(field) {
  const text = halfWidth(field.value).replace(/\s/g, '').toUpperCase();
  const found = checkIdNumber(text);
  const live = byId(field.id + '-live');
  if (live) {
    live.textContent = found.bad || found.message || '';
    live.className = found.bad ? 'mz-error' : 'mz-hint';
  }
  field.closest('.mz-field')?.classList.toggle('mz-field-bad', Boolean(found.bad));
  if (found.birth) {
    fill(field.dataset.mzBirth, found.birth);
    fill(field.dataset.mzSex, found.sex);
  }
  return found.birth ? text : null;
}
function fill(id, value) {
  const field = byId(id);
  if (!field || !value) return;
  if (field.type === 'radio') {
    const one = all('input[name="' + field.name + '"]').find(radio => radio.value === value);
    if (one) one.checked = true;
  } else field.value = value;
}
async function lookUp(field) {
  const text = showIdNumber(field);
  const live = byId(field.id + '-live');
  if (!text || !field.dataset.mzLookup || !live) return;
  const person = await post(field.dataset.mzLookup, { idNumber: text });
  if (!person) return;
  live.className = person.known ? 'mz-known' : 'mz-hint';
  live.textContent = person.text || (person.known ? '已建档' : '尚未建档');
  if (person.url) {
    const link = document.createElement('a');
    link.href = person.url;
    link.textContent = '查看';
    live.append(' ', link);
  }
  const name = byId(field.dataset.mzName);
  if (person.name && name && !name.value) name.value = person.name;
}
on('input', '[data-mz-kind=id]', (e, field) => showIdNumber(field));
on('change', '[data-mz-kind=id]', (e, field) => lookUp(field));
document.addEventListener('keydown', e => {
  if (e.key !== 'Enter' || !e.target.matches('[data-mz-kind=id]')) return;
  e.preventDefault();
  lookUp(e.target);
  const fields = all('input:not([type=hidden]):not([readonly]), select, textarea, button[type=submit]', e.target.form || document);
  const next = fields[fields.indexOf(e.target) + 1];
  if (next) next.focus();
});

// Rows of a repeated record: <tbody data-mz-rows="members"> and <template id="members-row"> with __i__ in names ---

on('click', '[data-mz-add]', (e, button) => {
  const rows = document.querySelector('[data-mz-rows="' + button.dataset.mzAdd + '"]');
  const template = byId(button.dataset.mzAdd + '-row');
  if (!rows || !template) return;
  e.preventDefault();
  const next = Number(rows.dataset.mzNext || rows.children.length);
  rows.dataset.mzNext = String(next + 1);
  const holder = document.createElement(rows.tagName);
  holder.innerHTML = template.innerHTML.replaceAll('__i__', String(next)).replaceAll('__n__', String(next + 1));
  const row = holder.firstElementChild;
  rows.append(row);
  all('[data-mz-region]', row).forEach(regionPicker);
  row.querySelector('input:not([type=hidden]), select')?.focus();
});
on('click', '[data-mz-remove]', (e, button) => {
  const row = button.closest('tr, li');
  e.preventDefault();
  const near = row.previousElementSibling || row.nextElementSibling;
  row.remove();
  (near?.querySelector('input:not([type=hidden]), select') || document.querySelector('[data-mz-add]'))?.focus();
});

// Rows chosen for a bulk action ----------------------------------------------------------------------------------

for (const bar of all('[data-mz-selection]')) {
  const id = bar.getAttribute('id'); // bar.id would be the input called id
  const picks = () => all('[data-mz-pick][form="' + id + '"]');
  const head = document.querySelector('[data-mz-pick-page][form="' + id + '"]');
  const show = () => {
    const boxes = picks(), chosen = boxes.filter(box => box.checked);
    const everything = bar.elements.all.value === 'true';
    bar.hidden = !chosen.length;
    bar.querySelector('[data-mz-picked]').textContent = everything ? '全部' : String(chosen.length);
    boxes.forEach(box => box.closest('tr')?.classList.toggle('mz-row-chosen', box.checked));
    if (head) {
      head.checked = boxes.length > 0 && chosen.length === boxes.length;
      head.indeterminate = chosen.length > 0 && !head.checked;
    }
  };
  const choose = (checked, everything) => {
    picks().forEach(box => { box.checked = checked; });
    bar.elements.all.value = String(everything);
    show();
  };
  on('change', '[data-mz-pick][form="' + id + '"]', () => { bar.elements.all.value = 'false'; show(); });
  if (head) head.addEventListener('change', () => choose(head.checked, false));
  bar.querySelector('[data-mz-pick-all]')?.addEventListener('click', () => choose(true, true));
  bar.querySelector('[data-mz-pick-none]')?.addEventListener('click', () => choose(false, false));
  show();
}

// The region picker: GET /regions/search?q=&within=&level= answers [{code, name, path}] ---------------------------

function regionPicker(box) {
  const [code, text, list] = [box.querySelector('input[type=hidden]'), box.querySelector('[role=combobox]'), box.querySelector('[role=listbox]')];
  let found = [], at = -1, timer = 0, asked = 0;

  const close = () => {
    list.hidden = true;
    at = -1;
    text.setAttribute('aria-expanded', 'false');
    text.removeAttribute('aria-activedescendant');
  };
  const mark = to => {
    at = to;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === at)));
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    text.setAttribute('aria-activedescendant', list.children[at]?.id || '');
  };
  const take = region => {
    code.value = region.code;
    text.value = region.path || region.name;
    close();
    code.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const ask = async () => {
    const mine = ++asked, q = text.value.trim();
    if (!q) { close(); return; }
    const query = new URLSearchParams({ q, within: box.dataset.within || '', level: box.dataset.level || '' });
    const answer = await fetch('/regions/search?' + query, { headers: { Accept: 'application/json' } });
    if (mine !== asked || !answer.ok) return;
    found = await answer.json();
    list.replaceChildren(...found.map((region, i) => {
      const item = document.createElement('li');
      item.id = list.id + '-' + i;
      item.setAttribute('role', 'option');
      item.textContent = region.path || region.name;
      item.addEventListener('mousedown', e => { e.preventDefault(); take(region); });
      return item;
    }));
    list.hidden = !found.length;
    text.setAttribute('aria-expanded', String(found.length > 0));
    if (found.length) mark(0);
  };
  text.addEventListener('input', () => { code.value = ''; clearTimeout(timer); timer = setTimeout(ask, 150); });
  text.addEventListener('keydown', e => {
    if (list.hidden) return;
    if (e.key === 'ArrowDown') { e.preventDefault(); mark((at + 1) % found.length); }
    else if (e.key === 'ArrowUp') { e.preventDefault(); mark((at - 1 + found.length) % found.length); }
    else if (e.key === 'Enter' && at >= 0) { e.preventDefault(); take(found[at]); }
    else if (e.key === 'Escape') { e.preventDefault(); close(); }
  });
  text.addEventListener('blur', close);
}
all('[data-mz-region]').forEach(regionPicker);
