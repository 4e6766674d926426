package minzheng.cases;

import java.time.LocalDate;
import minzheng.kernel.Actor;

/**
 * A case took a step. Published inside the step's transaction, so what listeners do stands or falls
 * with it.
 *
 * @param from null when the case was opened
 * @param outcome the decision reached with this step, or null
 */
public record CaseMoved(
    long caseId,
    String type,
    String action,
    String from,
    String to,
    Outcome outcome,
    LocalDate effectiveOn,
    Actor actor) {}
