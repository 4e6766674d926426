package minzheng.web;

/**
 * One step of {@code parts :: flow}.
 *
 * @param note second line: who and when; may be null
 */
public record Step(String name, String note, boolean done, boolean current) {}
