import { make, makeButton } from '../hud/dom.ts';
import { addRows, makeTable, type Column } from './makeTable.ts';

/** Rows, and what asks for those behind them; nothing when these are the last. */
export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

/** A table that gets more rows at the press of a button, for as long as there are more. */
export function pagedTable<Row>(
  columns: readonly Column<Row>[],
  first: RowPage<Row>,
  more: (next: string) => Promise<RowPage<Row>>,
): Node[] {
  const table = makeTable(columns, first.rows);
  const problem = make('p', { class: 'warning' });
  let { next } = first;
  const button = makeButton('Show more', { testId: 'more' }, () => void show());
  button.hidden = next === undefined;
  const show = async (): Promise<void> => {
    button.disabled = true;
    problem.textContent = '';
    try {
      const page = await more(next!);
      addRows(table, columns, page.rows);
      next = page.next;
      button.hidden = next === undefined;
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      button.disabled = false;
    }
  };
  return [table, problem, button];
}
