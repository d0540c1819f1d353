// Putting posts where they belong: shares newest first, replies oldest first, each once. Focus and scroll stay.

import { openAsChosen } from "./notes.js";

const WAITING = Number.POSITIVE_INFINITY;

function placeOf(article) {
  return article?.dataset.place ? Number(article.dataset.place) : WAITING;
}

function articleFrom(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // from our own server, which made it safe when it was written
  return template.content.querySelector("article");
}

export class Page {
  constructor(root, mine) {
    this.root = root;
    this.mine = mine;
    this.look();
  }

  look() {
    this.shares = this.root.querySelector('[data-list="shares"]');
    this.empty = this.root.querySelector("[data-empty]");
    this.only = this.root.dataset.only ?? "";
  }

  // Returns the articles that are new here, in the order they came.
  put(items) {
    // Shares first: a reply may have a lower number than the share it belongs to, and needs it to be here.
    const inOrder = [...items].sort((one, other) => Boolean(one.in) - Boolean(other.in));
    const fresh = inOrder.map((item) => this.putOne(item)).filter(Boolean);
    if (this.empty) this.empty.hidden = this.list(this.only)?.childElementCount > 0;
    return fresh;
  }

  putOne(item) {
    const article = articleFrom(item.html);
    const old = document.getElementById(`p-${item.id}`);
    if (!article || !this.shares) return null;
    this.mine.markOne(article);
    openAsChosen(this.root, article);
    if (!old) return this.insert(item, article);
    if (Number(old.dataset.seq) < item.seq) this.replace(old, article);
    return null;
  }

  insert(item, article) {
    if (item.in ? this.list(item.in) === null : this.only || "older" in this.shares.dataset) return null;
    const row = item.in ? document.createElement("li") : this.thread(item.id);
    row.prepend(article);
    return this.place(row, item.in) ? article : null;
  }

  // Puts a row into its list by its place. False when it belongs to a part that this page does not show.
  place(row, share) {
    const list = this.list(share);
    const place = placeOf(row.querySelector("article"));
    const rows = [...list.children].filter((one) => one !== row);
    const comesFirst = (one) => placeOf(one.querySelector("article")) > place === Boolean(share);
    const next = rows.find(comesFirst) ?? null;
    const isBeyond = share ? next !== null && next === rows[0] : next === null && rows.length > 0;
    if (isBeyond && this.hasOlder(list, share)) return false;
    list.insertBefore(row, next);
    return true;
  }

  hasOlder(list, share) {
    return share
      ? list.parentElement.querySelector(".thread-more") !== null
      : this.root.querySelector('.pager a[href*="before="]') !== null;
  }

  thread(id) {
    const row = document.querySelector("[data-thread-template]").content.firstElementChild.cloneNode(true);
    row.dataset.thread = id;
    row.querySelector('[data-list="replies"]').dataset.share = id;
    return row;
  }

  // The replies of a share, or the shares; null when they are not on this page.
  list(share) {
    if (!share) return this.shares;
    return this.shares.querySelector(`[data-list="replies"][data-share="${CSS.escape(share)}"]`);
  }

  replace(old, article) {
    const held = focusIn(old);
    const isMoved = placeOf(old) !== placeOf(article);
    // What was opened by hand stays open; a note that is new here is as its reader chose.
    article.querySelectorAll("details").forEach((one) => {
      const twin = old.querySelector(`details.${one.classList[0]}`);
      if (twin) one.open = twin.open;
    });
    // The frame holds nothing personal; what is new to this reader stays so.
    if ("unread" in old.dataset) article.dataset.unread = "";
    old.replaceWith(article);
    if (isMoved) this.place(article.closest("li"), article.dataset.in);
    held?.(article);
  }
}

// How to give the focus back to the same thing in the new article; null when the focus is elsewhere.
function focusIn(old) {
  const active = document.activeElement;
  if (!old.contains(active)) return null;
  const same = (one) => one.localName === active.localName && one.value === active.value;
  return (article) => {
    const twin = [...article.querySelectorAll("a, button, summary")].find(
      (one) => same(one) && one.getAttribute("href") === active.getAttribute("href"),
    );
    if (!twin) article.tabIndex = -1;
    (twin ?? article).focus({ preventScroll: true });
  };
}
