// Asks the browser for a passkey, and sends the form around the button with what it answers.
"use strict";
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const known = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const ask = async (options) => {
    options.challenge = bytes(options.challenge);
    if (options.user) {
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = known(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = known(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  };

  for (const box of document.querySelectorAll("[data-passkey]")) {
    const button = box.querySelector("button"), said = box.querySelector("[role=status]");
    said.textContent = window.PublicKeyCredential ? "" : box.dataset.unable;
    said.className = "wrong";
    button.hidden = !window.PublicKeyCredential;
    button.addEventListener("click", async () => {
      button.disabled = true;
      said.textContent = "";
      try {
        const came = await fetch(box.dataset.passkey);
        if (came.redirected) return location.reload(); // signed out meanwhile, or to show again who it is
        const made = await ask(await came.json());
        const response = {};
        for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature"])
          if (made.response[part]) response[part] = text(made.response[part]);
        const id = text(made.rawId);
        box.querySelector("input").value = JSON.stringify({ id, rawId: id, type: made.type, response });
        button.form.submit();
      } catch (error) {
        const why = { NotAllowedError: "none", InvalidStateError: "known" }[error.name] || "failed";
        said.textContent = box.dataset[why] || box.dataset.failed;
        button.disabled = false;
      }
    });
  }
})();
