// Content notes in what arrives: frames bring them closed, the same for everybody; the reader's own choice is on the page.

export function openAsChosen(root, article) {
  const note = article.querySelector("details.content-note");
  if (!note) return;
  const { folds, themes } = root.dataset;
  note.open = folds === "never" || (folds === "mine" && !themes.split(" ").includes(note.dataset.theme));
}
