(() => {
  const { portal, host, consent } = document.currentScript.dataset;
  // The two come from our own metafield; anything else than a portal's number and HubSpot's script hosts loads nothing.
  if (!/^\d+$/.test(portal) || !/^js(-[a-z]+\d+)?\.hs-scripts\.com$/.test(host)) return;

  const load = () => {
    if (document.getElementById("hs-script-loader")) return;
    const script = document.createElement("script");
    script.id = "hs-script-loader";
    script.async = true;
    script.src = `https://${host}/${portal}.js`;
    document.body.append(script);
  };

  // HubSpot's own banner asks the visitor: its script has to be there for that.
  if (consent === "hubspot") return load();

  // Shopify knows whether the visitor's region asks for consent and what the visitor chose.
  const decide = () => {
    if (window.Shopify.customerPrivacy.analyticsProcessingAllowed()) load();
  };
  document.addEventListener("visitorConsentCollected", ({ detail }) => {
    if (detail.analyticsAllowed) return load();
    window._hsq = window._hsq || [];
    window._hsq.push(["revokeCookieConsent"]);
  });
  if (!window.Shopify?.loadFeatures) return;
  window.Shopify.loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], (error) => {
    if (!error) decide();
  });
})();
