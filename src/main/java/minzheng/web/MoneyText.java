package minzheng.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import minzheng.kernel.Money;

/**
 * Typed text that {@link Money#parse} accepts. Empty text passes unless required: then the message
 * asks for it.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = MoneyText.Check.class)
public @interface MoneyText {
  String message() default "请填写金额，例如 1500.00。";

  boolean required() default true;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Parses, and reports what the parser says. */
  class Check implements ConstraintValidator<MoneyText, String> {
    private boolean required;

    @Override
    public void initialize(MoneyText constraint) {
      required = constraint.required();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return Typed.check(text, required, Money::parse, context);
    }
  }
}
