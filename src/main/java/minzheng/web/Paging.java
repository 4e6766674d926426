package minzheng.web;

/**
 * Where in a list the address stands. A controller takes it as a parameter; Spring fills it from
 * {@code ?after=&before=&size=&sort=}.
 *
 * @param after place after which the page begins, from {@link Slice#after}
 * @param before place before which the page ends
 * @param size rows a page; 20 without it, which is a screen, at most 200
 * @param sort one of the list's orders, with a leading minus for descending
 */
public record Paging(String after, String before, Integer size, String sort) {
  public static final int LARGEST = 200;

  /** The first page in the list's own order. */
  public static Paging first(int size) {
    return new Paging(null, null, size, null);
  }

  /** The same page of a list whose own order is another than its first: the latest first. */
  public Paging orElse(String order) {
    return sort == null || sort.isEmpty() ? new Paging(after, before, size, order) : this;
  }

  int rows() {
    return size == null || size < 1 ? 20 : Math.min(size, LARGEST);
  }
}
