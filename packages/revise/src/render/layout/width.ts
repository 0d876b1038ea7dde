/** How many columns a text takes in a terminal or an editor of fixed pitch. */

const plain = /^[\x20-\x7e]*$/;
const emoji = new RegExp("\\p{RGI_Emoji}", "gv");
const control = /^[\p{Cc}\p{Mn}\p{Me}]$/u;
/** East Asian Wide and Fullwidth (Unicode Standard Annex 11), without what is an emoji. */
const wide =
  /^[\p{Emoji_Modifier_Base}\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u3029\u302e-\u303e\u3041-\u3247\u3250-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{191d2}\u{1aff0}-\u{1b2fb}\u{1d300}-\u{1d376}\u{1f1ae}\u{1f200}-\u{1f265}\u{1f7da}\u{20000}-\u{3fffd}]$/u;

export function textWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  const rest = text.replace(emoji, () => {
    width += 2;
    return "";
  });
  for (const character of rest) {
    if (control.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}
