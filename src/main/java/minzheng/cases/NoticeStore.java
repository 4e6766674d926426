package minzheng.cases;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import minzheng.kernel.Actor;
import minzheng.kernel.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of public notices, and the extract the public reads. */
@Component
class NoticeStore {
  private final JdbcClient jdbc;

  NoticeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A notice that ends by itself, with the scope it lies in. */
  record Ending(long id, String region) {}

  List<Ending> ending(LocalDate today) {
    return jdbc.sql(
            "SELECT id, region FROM notice WHERE state = 'POSTED' AND ends_on <= ? ORDER BY"
                + " ends_on, id")
        .param(today)
        .query(Ending.class)
        .list();
  }

  Optional<Notice> find(long id) {
    return jdbc.sql("SELECT * FROM notice WHERE id = ?")
        .param(id)
        .query(NoticeStore::notice)
        .optional();
  }

  /** The notices of a case, newest first. */
  List<Notice> ofCase(long caseId) {
    return jdbc.sql("SELECT * FROM notice WHERE case_id = ? ORDER BY id DESC")
        .param(caseId)
        .query(NoticeStore::notice)
        .list();
  }

  /** The notice that hangs or was stopped, held until the end of the transaction. */
  Optional<Notice> lockOpen(long caseId) {
    return jdbc.sql(
            "SELECT * FROM notice WHERE case_id = ? AND state IN ('POSTED', 'OBJECTED') FOR UPDATE")
        .param(caseId)
        .query(NoticeStore::notice)
        .optional();
  }

  long insert(Notice n, Actor by) {
    return jdbc.sql(
            """
            INSERT INTO notice (region, case_id, key, programme, name, members, amount, places,
              place_names, from_on, days, ends_on, state, office, posted_by, posted_at)
            VALUES (:region, :case, :key, :programme, :name, :members, :amount,
              string_to_array(:places, ','), :placeNames, :from, :days, :ends, 'POSTED', :office, :by, :at)
            RETURNING id
            """)
        .param("region", n.region())
        .param("case", n.caseId())
        .param("key", n.key())
        .param("programme", n.programme())
        .param("name", n.name())
        .param("members", n.members())
        .param("amount", n.amount() == null ? null : n.amount().amount())
        .param("places", String.join(",", n.places()))
        .param("placeNames", n.placeNames())
        .param("from", n.from())
        .param("days", n.days())
        .param("ends", n.endsOn())
        .param("office", n.office())
        .param("by", by.accountId() == 0 ? null : by.accountId())
        .param("at", Timestamp.from(n.postedAt()))
        .query(Long.class)
        .single();
  }

  void state(long id, Notice.State state, LocalDate stoppedOn, LocalDate closedOn, LocalDate ends) {
    jdbc.sql("UPDATE notice SET state = ?, stopped_on = ?, closed_on = ?, ends_on = ? WHERE id = ?")
        .params(state.name(), stoppedOn, closedOn, ends, id)
        .update();
  }

  void proof(long id, Long attachment, String note) {
    jdbc.sql("UPDATE notice SET proof_id = ?, proof_note = ? WHERE id = ?")
        .params(attachment, note, id)
        .update();
  }

  void object(Notice notice, Notice.Objection objection, Actor by) {
    jdbc.sql(
            """
            INSERT INTO notice_objection (region, notice_id, case_id, received_on, objector,
              contact, content, recorded_by, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            notice.region(),
            notice.id(),
            notice.caseId(),
            objection.receivedOn(),
            objection.objector(),
            objection.contact(),
            objection.content(),
            by.accountId() == 0 ? null : by.accountId(),
            Timestamp.from(objection.recordedAt()))
        .update();
  }

  List<Notice.Objection> objections(long caseId) {
    return jdbc.sql("SELECT * FROM notice_objection WHERE case_id = ? ORDER BY id")
        .param(caseId)
        .query(
            (rs, i) ->
                new Notice.Objection(
                    rs.getLong("id"),
                    rs.getLong("notice_id"),
                    CaseStore.date(rs, "received_on"),
                    rs.getString("objector"),
                    rs.getString("contact"),
                    rs.getString("content"),
                    rs.getTimestamp("recorded_at").toInstant()))
        .list();
  }

  void show(Notice.Shown shown) {
    jdbc.sql(
            """
            INSERT INTO notice_public VALUES (:key, :area, :programme, :name, :members, :amount,
              :places, :from, :until, :office)
            """)
        .param("key", shown.key())
        .param("area", shown.area())
        .param("programme", shown.programme())
        .param("name", shown.name())
        .param("members", shown.members())
        .param("amount", shown.amount() == null ? null : shown.amount().amount())
        .param("places", shown.places())
        .param("from", shown.from())
        .param("until", shown.until())
        .param("office", shown.office())
        .update();
  }

  void hide(String key) {
    jdbc.sql("DELETE FROM notice_public WHERE key = ?").param(key).update();
  }

  Optional<Notice.Shown> shown(String key) {
    return jdbc.sql("SELECT * FROM notice_public WHERE key = ?")
        .param(key)
        .query(NoticeStore::shown)
        .optional();
  }

  static Notice.Shown shown(ResultSet rs, int row) throws SQLException {
    return new Notice.Shown(
        rs.getString("key"),
        rs.getString("area"),
        rs.getString("programme"),
        rs.getString("name"),
        rs.getInt("members"),
        money(rs),
        rs.getString("places"),
        CaseStore.date(rs, "from_on"),
        CaseStore.date(rs, "until_on"),
        rs.getString("office"));
  }

  static Notice notice(ResultSet rs, int row) throws SQLException {
    Array places = rs.getArray("places");
    Timestamp posted = rs.getTimestamp("posted_at");
    Instant postedAt = posted.toInstant();
    return new Notice(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getLong("case_id"),
        rs.getString("key"),
        rs.getString("programme"),
        rs.getString("name"),
        rs.getInt("members"),
        money(rs),
        List.of((String[]) places.getArray()),
        rs.getString("place_names"),
        CaseStore.date(rs, "from_on"),
        rs.getInt("days"),
        CaseStore.date(rs, "ends_on"),
        Notice.State.valueOf(rs.getString("state")),
        CaseStore.date(rs, "stopped_on"),
        CaseStore.date(rs, "closed_on"),
        rs.getObject("proof_id", Long.class),
        rs.getString("proof_note"),
        rs.getString("office"),
        postedAt);
  }

  private static Money money(ResultSet rs) throws SQLException {
    var amount = rs.getBigDecimal("amount");
    return amount == null ? null : Money.of(amount);
  }
}
