// "I hear you" without leaving the page. The news that follow show how things stand, here and everywhere else.

export function giveSupportsQuietly() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.support");
    if (!button?.form || event.defaultPrevented) return;
    event.preventDefault();
    if (button.dataset.sending) return;
    button.dataset.sending = "yes";
    const wanted = button.getAttribute("aria-pressed") !== "true";
    const status = await send(button);
    delete button.dataset.sending;
    if (status >= 200 && status < 300) button.setAttribute("aria-pressed", String(wanted));
    // Refused: sent again as a plain form, whose page says why. Unclear (0, 5xx): a second press might take it back.
    else if (status >= 400 && status < 500) button.form.requestSubmit(button);
  });
}

async function send(button) {
  const body = new FormData(button.form, button);
  try {
    const answer = await fetch(button.formAction, { method: "POST", body, headers: { "X-Live": "1" } });
    return answer.status;
  } catch {
    return 0;
  }
}
