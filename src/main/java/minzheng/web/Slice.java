package minzheng.web;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One page of a list, found by key: no page numbers, no counting of what is not shown.
 *
 * @param size rows a page
 * @param before place for the page before, null on the first page
 * @param after place for the page after, null on the last page
 * @param sort the order in force, with a leading minus for descending
 * @param total how many match, null when not counted; above {@link Keyset#COUNTED} it only says
 *     more
 */
public record Slice<T>(
    List<T> items, int size, String before, String after, String sort, Long total) {
  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** {@code 21}, or {@code 超过 1,000}. */
  public String totalText() {
    if (total == null) return "";
    var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return total > Keyset.COUNTED ? "超过 " + format.format(Keyset.COUNTED) : format.format(total);
  }

  /** "asc" or "desc" when the list is sorted by this key, else empty. */
  public String order(String key) {
    return key.equals(sort) ? "asc" : ("-" + key).equals(sort) ? "desc" : "";
  }

  /** The value of {@code sort} that a click on the column's header asks for. */
  public String nextSort(String key) {
    return key.equals(sort) ? "-" + key : key;
  }

  public Slice<T> withTotal(long counted) {
    return new Slice<>(items, size, before, after, sort, counted);
  }

  public <R> Slice<R> map(Function<? super T, ? extends R> change) {
    return new Slice<>(items.stream().<R>map(change).toList(), size, before, after, sort, total);
  }
}
