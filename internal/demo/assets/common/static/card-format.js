// How card fields write what is typed into them.

const digits = (text, most) => text.replace(/\D/g, "").slice(0, most);

// groups writes a card number as it is printed: 4-6-5 on American Express, by
// four on all others.
function groups(text) {
  const all = digits(text, 19);
  const amex = /^3[47]/.test(all);
  const parts = amex ? [all.slice(0, 4), all.slice(4, 10), all.slice(10, 15)] : all.match(/.{1,4}/g) ?? [];
  return parts.filter(Boolean).join(" ");
}

// expiry writes "MM / YY". While deleting, the slash goes with the digit before it.
function expiry(text, inputType = "") {
  const all = digits(text, 4);
  if (all.length < 2 || (all.length === 2 && inputType.startsWith("delete"))) return all;
  return `${all.slice(0, 2)} / ${all.slice(2)}`;
}

export const forms = { number: groups, expiry, cvc: (text) => digits(text, 4) };

// isCard checks length and Luhn's sum of a card number.
export function isCard(text) {
  const all = digits(text, 20);
  if (all.length < 13 || all.length > 19) return false;
  const sum = [...all].reverse().reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

// brand names a card's brand by its first digits.
export function brand(text) {
  const names = { 2: "Mastercard", 3: "American Express", 4: "Visa", 5: "Mastercard", 6: "Discover" };
  return names[digits(text, 1)] ?? "Card";
}
