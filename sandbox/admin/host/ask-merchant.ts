/**
 * Asks in a dialog of the admin and resolves with the pressed button's value; "" when closed with Escape. The content
 * may hold form controls, which the caller reads after the answer.
 */
export function askMerchant(
  title: string,
  content: HTMLElement | string,
  buttons: { value: string; text: string; kind?: "critical" | "primary" }[],
): Promise<string> {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  const form = document.createElement("form");
  form.method = "dialog";
  const heading = document.createElement("h2");
  heading.id = "dialog-title";
  heading.textContent = title;
  const body = document.createElement("div");
  body.append(content);
  const footer = document.createElement("footer");
  for (const { value, text, kind } of buttons) {
    const button = document.createElement("button");
    button.value = value;
    button.textContent = text;
    button.className = `button ${kind ?? ""}`;
    footer.append(button);
  }
  form.append(heading, body, footer);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}
