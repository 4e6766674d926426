package minzheng.kernel;

/**
 * Who acts, as the audit trail and the timeline record it.
 *
 * @param region area code of the office, the prefix the actor may see
 * @param office name of the office
 */
public record Actor(long accountId, String username, String name, String region, String office) {}
