/** How long somebody has been a customer, in Shopify's words. Both in milliseconds. */
export function lifetime(from: number, to: number): string {
  const days = Math.floor((to - from) / 86_400_000);
  if (days < 1) return "less than a day";
  if (days < 60) return days === 1 ? "1 day" : `${days} days`;
  return days < 730 ? `${Math.floor(days / 30)} months` : `about ${Math.floor(days / 365)} years`;
}
