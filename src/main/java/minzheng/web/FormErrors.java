package minzheng.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import minzheng.kernel.RuleViolation;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.validation.BindingResult;

/** Shows a refusal of the business in the form it answers. */
public final class FormErrors {
  private FormErrors() {}

  /**
   * Whether the business took what a form says. Its refusal stands in the form, and the answer
   * becomes 400.
   */
  public static boolean accepted(
      BindingResult errors, HttpServletResponse response, Runnable business) {
    try {
      business.run();
      return true;
    } catch (RuleViolation refused) {
      add(errors, refused);
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return false;
    }
  }

  /** All of them, each at its field, unless that is known to be wrong already. */
  public static void addAll(BindingResult errors, List<RuleViolation> problems) {
    for (RuleViolation problem : problems)
      if (problem.field() == null || !errors.hasFieldErrors(problem.field())) add(errors, problem);
  }

  /** At the field the refusal names, when the form has it; else on top of the form. */
  public static void add(BindingResult errors, RuleViolation refused) {
    String field = refused.field();
    if (field != null && has(errors, field))
      errors.rejectValue(field, "refused", refused.getMessage());
    else errors.reject("refused", refused.getMessage());
  }

  private static boolean has(BindingResult errors, String field) {
    Object form = errors.getTarget();
    return form != null
        && PropertyAccessorFactory.forDirectFieldAccess(form).isReadableProperty(field);
  }
}
