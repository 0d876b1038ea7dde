/** What a bid is worth at least; the sum of the scores found is that much times the rows from the greatest at most. */
const step = 0.0001;

/**
 * Pairs rows with columns so that their scores sum up to most, each row and each column in one pair at most: Bertsekas'
 * auction. A row bids for the column that is worth most to it, and drives its price up to where the second best would
 * do as well; whoever held the column bids again.
 *
 * @param scores for each row the score of every column; 0 and less for what is no pair
 * @returns for each row its column, or null
 */
export function assign(scores: readonly (readonly number[])[]): readonly (number | null)[] {
  const prices: number[] = [];
  const columns: (number | null)[] = scores.map(() => null);
  const waiting = [...scores.keys()];
  for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
    const offers = (scores[row] ?? []).map((score, column) => score - (prices[column] ?? 0));
    const best = offers.reduce((found, offer, column) => (offer > (offers[found] ?? 0) ? column : found), -1);
    const offer = offers[best];
    if (offer === undefined) continue;
    const second = offers.reduce(
      (most, other, column) => (column === best ? most : Math.max(most, other)),
      0,
    );
    prices[best] = (prices[best] ?? 0) + offer - second + step;
    const former = columns.indexOf(best);
    if (former !== -1) {
      columns[former] = null;
      waiting.push(former);
    }
    columns[row] = best;
  }
  return columns;
}
