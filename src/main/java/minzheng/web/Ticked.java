package minzheng.web;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Rows ticked in a list, on their way to a form for all of them. */
public final class Ticked {
  private Ticked() {}

  /**
   * To the form by an address that can be read again, or back to the list with a sentence.
   *
   * @param ids null when nothing was ticked
   * @param form takes the ids as {@code id}
   * @param none what to say when nothing was ticked
   */
  public static String to(
      String form, List<Long> ids, String list, String none, RedirectAttributes flash) {
    if (ids == null || ids.isEmpty()) {
      flash.addFlashAttribute("refused", none);
      return "redirect:" + list;
    }
    return "redirect:"
        + form
        + "?id="
        + atMostAPage(ids).stream().map(String::valueOf).collect(Collectors.joining("&id="));
  }

  /** No more than a list can show at once; none for null. */
  public static List<Long> atMostAPage(List<Long> ids) {
    return ids == null ? List.of() : ids.stream().limit(Paging.LARGEST).toList();
  }
}
