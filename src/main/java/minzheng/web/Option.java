package minzheng.web;

import java.util.Arrays;
import java.util.List;

/** One choice of a select field or a group of radio buttons. */
public record Option(String value, String label) {
  /** All constants of an enum, in their order. */
  public static <E extends Enum<E> & Labelled> List<Option> of(Class<E> kind) {
    return of(Arrays.asList(kind.getEnumConstants()));
  }

  public static List<Option> of(List<? extends Labelled> values) {
    return values.stream().map(v -> new Option(v.name(), v.label())).toList();
  }
}
