/** Rows of a design matrix, each with its few entries that are not 0. Column 0 is the intercept's and not kept. */
export interface SparseRows {
  /** Where each row's entries begin; one longer than there are rows. */
  starts: Int32Array;
  columns: Int32Array;
  values: Float64Array;
  /** Columns with the intercept. */
  width: number;
}

export interface LogisticFit {
  /** The intercept, then one weight a column. */
  weights: Float64Array;
  iterations: number;
}

const MAX_ITERATIONS = 50;
const TOLERANCE = 1e-8;

/** The chance that a row has the outcome. */
export function logistic(logOdds: number): number {
  return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds));
}

/** A row's log-odds. */
export function logOddsAt(rows: SparseRows, row: number, weights: Float64Array): number {
  let sum = weights[0] as number;
  const end = rows.starts[row + 1] as number;
  for (let at = rows.starts[row] as number; at < end; at += 1)
    sum += (weights[rows.columns[at] as number] as number) * (rows.values[at] as number);
  return sum;
}

/** Log-likelihood with the penalty, to be made small. */
function costOf(rows: SparseRows, outcomes: Uint8Array, chosen: Int32Array, weights: Float64Array, lambda: number) {
  let cost = 0;
  for (const row of chosen) {
    const odds = logOddsAt(rows, row, weights);
    const margin = outcomes[row] === 1 ? odds : -odds;
    cost += margin > 0 ? Math.log1p(Math.exp(-margin)) : -margin + Math.log1p(Math.exp(margin));
  }
  for (let column = 1; column < weights.length; column += 1) cost += (lambda / 2) * (weights[column] as number) ** 2;
  return cost;
}

interface Newton {
  gradient: Float64Array;
  /** Lower triangle, row by row. */
  curvature: Float64Array;
}

function addRow(newton: Newton, rows: SparseRows, row: number, error: number, spread: number): void {
  const { gradient, curvature } = newton;
  const { starts, columns, values, width } = rows;
  const from = starts[row] as number;
  const end = starts[row + 1] as number;
  gradient[0] = (gradient[0] as number) + error;
  curvature[0] = (curvature[0] as number) + spread;
  for (let a = from; a < end; a += 1) {
    const column = columns[a] as number;
    const value = values[a] as number;
    gradient[column] = (gradient[column] as number) + error * value;
    const line = column * width;
    const scaled = spread * value;
    curvature[line] = (curvature[line] as number) + scaled;
    // Entries of a row stand in the order of their columns, so that this is the lower triangle.
    for (let b = from; b <= a; b += 1) {
      const at = line + (columns[b] as number);
      curvature[at] = (curvature[at] as number) + scaled * (values[b] as number);
    }
  }
}

/** Solves `curvature · step = gradient` by Cholesky, in place; the matrix is positive definite through the penalty. */
function solve({ gradient, curvature }: Newton, width: number): Float64Array {
  for (let column = 0; column < width; column += 1) {
    for (let row = column; row < width; row += 1) {
      let sum = curvature[row * width + column] as number;
      for (let k = 0; k < column; k += 1)
        sum -= (curvature[row * width + k] as number) * (curvature[column * width + k] as number);
      curvature[row * width + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-10)) : sum / (curvature[column * width + column] as number);
    }
  }
  const step = Float64Array.from(gradient);
  for (let row = 0; row < width; row += 1) {
    let sum = step[row] as number;
    for (let k = 0; k < row; k += 1) sum -= (curvature[row * width + k] as number) * (step[k] as number);
    step[row] = sum / (curvature[row * width + row] as number);
  }
  for (let row = width - 1; row >= 0; row -= 1) {
    let sum = step[row] as number;
    for (let k = row + 1; k < width; k += 1) sum -= (curvature[k * width + row] as number) * (step[k] as number);
    step[row] = sum / (curvature[row * width + row] as number);
  }
  return step;
}

function newtonStep(rows: SparseRows, outcomes: Uint8Array, chosen: Int32Array, weights: Float64Array, lambda: number) {
  const { width } = rows;
  const newton: Newton = { gradient: new Float64Array(width), curvature: new Float64Array(width * width) };
  for (const row of chosen) {
    const p = logistic(logOddsAt(rows, row, weights));
    addRow(newton, rows, row, (outcomes[row] as number) - p, Math.max(p * (1 - p), 1e-10));
  }
  for (let column = 1; column < width; column += 1) {
    newton.gradient[column] = (newton.gradient[column] as number) - lambda * (weights[column] as number);
    const at = column * width + column;
    newton.curvature[at] = (newton.curvature[at] as number) + lambda;
  }
  return solve(newton, width);
}

/**
 * Logistic regression with an L2 penalty on all weights but the intercept, by Newton's method with halved steps (IRLS):
 * the same rows always give the same weights. `pause` is awaited between steps, so that a process stays answering.
 */
export async function fitLogistic(
  rows: SparseRows,
  outcomes: Uint8Array,
  chosen: Int32Array,
  lambda: number,
  pause: () => Promise<void>,
): Promise<LogisticFit> {
  let weights = new Float64Array(rows.width);
  let cost = costOf(rows, outcomes, chosen, weights, lambda);
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations += 1) {
    await pause();
    const step = newtonStep(rows, outcomes, chosen, weights, lambda);
    let better: Float64Array | null = null;
    let size = 1;
    let nextCost = cost;
    for (let halving = 0; halving < 30 && better === null; halving += 1, size /= 2) {
      const tried = weights.map((weight, column) => weight + size * (step[column] as number));
      nextCost = costOf(rows, outcomes, chosen, tried, lambda);
      if (nextCost <= cost) better = tried;
    }
    if (better === null) return { weights, iterations };
    const gained = cost - nextCost;
    weights = Float64Array.from(better);
    cost = nextCost;
    if (gained <= TOLERANCE * (Math.abs(cost) + TOLERANCE)) return { weights, iterations };
  }
  return { weights, iterations: MAX_ITERATIONS };
}
