package minzheng.subsidy;

import java.util.ArrayList;
import java.util.List;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Option;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the pages of every list over which two persons decide have in common. */
public final class MassListPages {
  private static final int DISTRICT_DIGITS = 6;
  private static final int STREET_DIGITS = 9;

  private MassListPages() {}

  /**
   * Which steps a reader is offered: {@code edits}, {@code gives} up, {@code confirms}, and goes on
   * where the job is {@code stuck}.
   *
   * @param busy whether the list's job is under way
   */
  public static void offer(Model model, MassLists.Row list, boolean busy, CurrentUser user) {
    boolean draft = list.state() == ListState.DRAFT;
    boolean checks = user.has(Role.APPROVER) && !list.isOf(user.accountId());
    boolean makes = user.has(Role.CASEWORKER);
    model.addAttribute("edits", draft && makes);
    model.addAttribute("gives", (draft || list.state() == ListState.FINDING && !busy) && makes);
    model.addAttribute("confirms", list.state() == ListState.SUBMITTED && checks);
    model.addAttribute("stuck", list.state() == ListState.GRANTING && !busy && checks);
  }

  /** Takes a step and leads back to the list, with what was done or why it was refused. */
  public static String then(String url, RedirectAttributes flash, String done, Runnable step) {
    try {
      step.run();
      flash.addFlashAttribute("done", done);
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:" + url;
  }

  /** The areas a list may be begun for: the own one and what lies in it, down to streets. */
  public static List<Option> areas(Regions regions, CurrentUser user) {
    String own = user.region();
    var areas = new ArrayList<Option>();
    if (own.length() >= DISTRICT_DIGITS) areas.add(new Option(own, regions.path(own)));
    if (own.length() < STREET_DIGITS)
      regions.children(own).forEach(r -> areas.add(new Option(r.code(), regions.path(r.code()))));
    return areas;
  }

  /** The area the form of a new list begins with; empty where one has to be chosen. */
  public static String firstArea(CurrentUser user) {
    return user.region().length() < DISTRICT_DIGITS ? "" : user.region();
  }
}
