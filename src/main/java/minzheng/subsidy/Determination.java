package minzheng.subsidy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Result;
import minzheng.subsidy.rules.StandardValue;

/**
 * 测算单: what was determined, with everything it rests on, as it was frozen.
 *
 * @param ordinal how many for this case, programme and subject
 * @param on the law's day, which chose standards and programme version
 * @param result the one decided by
 * @param besides what was determined along with it
 * @param standards every value read
 * @param supersedes the determination before, or null
 */
public record Determination(
    long id,
    String region,
    String number,
    int ordinal,
    LocalDate on,
    ProgrammeVersion version,
    Long householdId,
    Long personId,
    Long caseId,
    Facts facts,
    Result result,
    List<Result> besides,
    List<StandardValue> standards,
    Long supersedes,
    String decider,
    Instant decidedAt) {}
