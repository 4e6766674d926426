package minzheng.standards;

import java.util.List;
import minzheng.kernel.Actor;

/**
 * New values came into the register. Published inside the transaction, so that re-assessments and
 * back-pay are made together with it or not at all.
 *
 * @param published the new values
 * @param superseded the rows that gave way to them, as they were
 */
public record StandardPublished(
    List<StandardValue> published, List<StandardValue> superseded, Actor by) {}
