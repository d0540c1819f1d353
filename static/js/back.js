// "Back to the circle" leads to where the reader was: the part of the circle they came from, at this share. Without
// this file it leads to this share on the circle's first part.

const link = document.querySelector("a[data-back]");
const key = `back:${link?.dataset.back}`;

function remembered() {
  try {
    const came = document.referrer && new URL(document.referrer);
    // After a reply this page comes from itself; what was remembered before still holds.
    if (came && came.origin === location.origin && came.pathname === link.dataset.back) sessionStorage.setItem(key, came.search);
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

if (link) link.href = `${link.dataset.back}${remembered()}${link.hash}`;
