import { brand, isCard } from "./card-format.js";

// describe is what the shop may know of a complete card; undefined until then.
export function describe(number) {
  if (!isCard(number)) return undefined;
  return { brand: brand(number), last4: number.slice(-4) };
}
