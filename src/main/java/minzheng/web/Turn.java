package minzheng.web;

/**
 * Whose turn it is.
 *
 * @param who 您, or a name or an office
 * @param detail name and office, may be null
 * @param then who follows, as a sentence, may be null
 */
public record Turn(String who, String detail, String then) {}
