package minzheng.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import minzheng.kernel.IdNumber;

/**
 * Typed text that {@link IdNumber#of} accepts. Empty text passes unless required: then the message
 * asks for it.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = IdNumberText.Check.class)
public @interface IdNumberText {
  String message() default "请填写身份证号码。";

  boolean required() default true;

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Parses, and reports what the parser says. */
  class Check implements ConstraintValidator<IdNumberText, String> {
    private boolean required;

    @Override
    public void initialize(IdNumberText constraint) {
      required = constraint.required();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return Typed.check(text, required, IdNumber::of, context);
    }
  }
}
