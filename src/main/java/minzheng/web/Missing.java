package minzheng.web;

/**
 * Something that has to be done or looked at.
 *
 * @param note second line, may be null
 * @param url where it is done, may be null
 */
public record Missing(String text, String note, String url) {}
