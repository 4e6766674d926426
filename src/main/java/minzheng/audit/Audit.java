package minzheng.audit;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import minzheng.kernel.Acting;
import minzheng.kernel.Actor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the trail. The row belongs to the transaction of what it describes: what is rolled back
 * did not happen, and a page read costs no second connection.
 */
@Service
public class Audit {
  /** Who acts when nobody is signed in: jobs, and attempts to sign in. */
  private static final Actor SYSTEM = new Actor(0, "system", "系统", "", "系统");

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final String city;

  Audit(JdbcClient jdbc, JsonMapper json, Clock clock, @Value("${minzheng.city}") String city) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.city = city;
  }

  /** Something was read or done that changes nothing and needs no reason. */
  @Transactional
  public void write(String action, String objectType, Object objectId, String region) {
    write(action, objectType, objectId, region, null, null, null);
  }

  /**
   * One row of the trail.
   *
   * @param action a verb in Chinese as the auditor filters by it, such as 修改、查看、导出
   * @param region whose data it is; null: the whole city
   * @param reason what the person gave as reason, where one is asked for
   * @param before the fields that changed, as they were; null when nothing was there
   * @param after the same fields as they are now
   */
  @Transactional
  public void write(
      String action,
      String objectType,
      Object objectId,
      String region,
      String reason,
      Map<String, ?> before,
      Map<String, ?> after) {
    Actor actor = actor();
    jdbc.sql(
            """
            INSERT INTO audit_event
              (region, at, actor_id, actor, office, address, action, object_type, object_id,
               reason, before, after)
            VALUES (:region, :at, :actorId, :actor, :office, :address, :action, :type, :id,
               :reason, :before::jsonb, :after::jsonb)
            """)
        .param("region", region == null || region.isEmpty() ? city : region)
        .param("at", Timestamp.from(clock.instant()))
        .param("actorId", actor.accountId() == 0 ? null : actor.accountId())
        .param("actor", actor.name())
        .param("office", actor.office())
        .param("address", address())
        .param("action", action)
        .param("type", objectType)
        .param("id", objectId == null ? null : objectId.toString())
        .param("reason", reason)
        .param("before", before == null ? null : json.writeValueAsString(before))
        .param("after", after == null ? null : json.writeValueAsString(after))
        .update();
  }

  /**
   * A row for each of many things that were made by one order.
   *
   * @param rows a query of id, region and after (jsonb), with named parameters
   */
  @Transactional
  public void writeEach(String action, String objectType, String rows, Map<String, ?> params) {
    String made = "SELECT id, region, NULL::jsonb AS before, after FROM (" + rows + ") made";
    writeEach(action, objectType, null, made, params);
  }

  /**
   * A row for each of many things that one order has done, by one statement.
   *
   * @param reason of all, or null
   * @param rows a query of id, region, before and after (jsonb), with named parameters
   */
  @Transactional
  public void writeEach(
      String action, String objectType, String reason, String rows, Map<String, ?> params) {
    Actor actor = actor();
    jdbc.sql(
            """
            INSERT INTO audit_event
              (region, at, actor_id, actor, office, address, action, object_type, object_id, reason, before, after)
            SELECT r.region, :auditAt, :auditActorId, :auditActor, :auditOffice, :auditAddress,
              :auditAction, :auditType, r.id, :auditReason, r.before, r.after
            FROM (%s) r
            """
                .formatted(rows))
        .params(params)
        .param("auditAt", Timestamp.from(clock.instant()))
        .param("auditActorId", actor.accountId() == 0 ? null : actor.accountId())
        .param("auditActor", actor.name())
        .param("auditOffice", actor.office())
        .param("auditAddress", address())
        .param("auditAction", action)
        .param("auditType", objectType)
        .param("auditReason", reason)
        .update();
  }

  /**
   * One row of the trail for each of many objects to which the same was done.
   *
   * @param objects id and region of each
   */
  @Transactional
  public void writeAll(
      String action,
      String objectType,
      Map<?, String> objects,
      String reason,
      Map<String, ?> after) {
    Actor actor = actor();
    jdbc.sql(
            """
            INSERT INTO audit_event
              (region, at, actor_id, actor, office, address, action, object_type, object_id, reason, after)
            SELECT o.region, :at, :actorId, :actor, :office, :address, :action, :type, o.id, :reason, :after::jsonb
            FROM unnest(:ids::text[], :regions::text[]) AS o (id, region)
            """)
        .param("ids", objects.keySet().stream().map(String::valueOf).toArray(String[]::new))
        .param("regions", objects.values().toArray(String[]::new))
        .param("at", Timestamp.from(clock.instant()))
        .param("actorId", actor.accountId() == 0 ? null : actor.accountId())
        .param("actor", actor.name())
        .param("office", actor.office())
        .param("address", address())
        .param("action", action)
        .param("type", objectType)
        .param("reason", reason)
        .param("after", after == null ? null : json.writeValueAsString(after))
        .update();
  }

  /** Who acts now: the signed-in person, or the system for jobs. */
  public static Actor actor() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Acting acting
        ? acting.actor()
        : SYSTEM;
  }

  private static String address() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : null;
  }
}
