package minzheng.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Typed text that {@link Typed#date} accepts: a day that exists. Empty text passes unless required.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = DateText.Check.class)
public @interface DateText {
  String message() default "请填写日期，例如 2026-11-18。";

  boolean required() default true;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Parses, and reports what the parser says. */
  class Check implements ConstraintValidator<DateText, String> {
    private boolean required;

    @Override
    public void initialize(DateText constraint) {
      required = constraint.required();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return Typed.check(text, required, Typed::date, context);
    }
  }
}
