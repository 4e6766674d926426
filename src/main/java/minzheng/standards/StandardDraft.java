package minzheng.standards;

import java.time.LocalDate;
import java.util.List;

/**
 * What a person enters: one value for one or several areas, to be published together.
 *
 * @param personClass {@code ""} for everybody
 * @param to last day, or null until further notice
 * @param ends whether the areas' own value ends on {@code from}; then {@code value} is ignored
 * @param value as typed; checked by the kind of the code
 * @param source document number
 */
public record StandardDraft(
    String code,
    String personClass,
    List<String> regions,
    LocalDate from,
    LocalDate to,
    boolean ends,
    String value,
    String unit,
    Operator op,
    String source,
    String note) {}
