package minzheng.people;

import java.time.Instant;
import java.time.LocalDate;

/**
 * People who live together and share their living (共同生活的家庭成员).
 *
 * @param region where they live
 * @param closedOn last day, or null while it exists
 */
public record Household(
    long id,
    String region,
    String address,
    LocalDate openedOn,
    LocalDate closedOn,
    Instant changedAt,
    String changedBy,
    int version) {}
