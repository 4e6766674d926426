package minzheng.web;

import minzheng.kernel.RuleViolation;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.validation.BindingResult;

/** Shows a refusal of the business in the form it answers. */
public final class FormErrors {
  private FormErrors() {}

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
