package minzheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.security.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database itself keeps apart, whatever a query forgets. */
@MinzhengTest
class ScopeTest {
  /** Relations without a region policy, each with its reason. */
  private static final Map<String, String> UNSCOPED =
      Map.ofEntries(
          Map.entry("account", "read before any scope is known; pages filter by area"),
          Map.entry("account_role", "belongs to account"),
          Map.entry("sign_in_failure", "addresses only, before any scope"),
          Map.entry("spring_session", "read before any scope"),
          Map.entry("spring_session_attributes", "belongs to spring_session"),
          Map.entry("scheduled_tasks", "job names and ids; jobs take the scope from their data"),
          Map.entry("region", "public divisions, the same for everybody"),
          Map.entry("office", "public bodies, no personal data"),
          Map.entry("calendar_year", "public holidays"),
          Map.entry("calendar_day", "public holidays"),
          Map.entry("statutory_holiday", "public holidays"),
          Map.entry("standard_code", "vocabulary of the public standards"),
          Map.entry("standard_term", "vocabulary of the public standards"),
          Map.entry("standard_value", "public standards; look-up needs the areas above"),
          Map.entry("paper_requirement", "reference data: which papers a kind of case needs"),
          Map.entry("paper_number", "counters of document numbers"),
          Map.entry("paper_extract", "public extract for /verify, found by its random key"),
          Map.entry(
              "case_counter", "numbers only; a street draws from its district's row above it"),
          Map.entry("figure_definition", "what each figure means, the same for everybody"),
          Map.entry("figure_freeze", "which months are closed and why, read by every office"),
          Map.entry("notice_public", "the extract made for the page without sign-in"),
          Map.entry("programme", "public rules, the same for everybody"),
          Map.entry("api_client", "read before any scope is known; no personal data"),
          Map.entry("audit_seal", "digests over the trail of all districts, no personal data"),
          Map.entry("audit_seal_mark", "one id and one transaction number"),
          Map.entry("flyway_schema_history", "no personal data"));

  /** Policies that widen region_scope (policies add up), each with its reason. */
  private static final Map<String, String> WIDER =
      Map.ofEntries(
          Map.entry("audit_event.audit_insert INSERT", "a sign-in fails before any scope"),
          Map.entry("person.open_with_person SELECT", "an office reads whom it has taken up"),
          Map.entry(
              "person.kept_by_every_office UPDATE", "an arrival is recorded where it happens"),
          Map.entry("household_member.open_with_person SELECT", "belongs to the person's file"),
          Map.entry(
              "household_member.open_with_household SELECT", "follows a household that moves"),
          Map.entry(
              "household_member.kept_with_household UPDATE", "gives way where the household is"),
          Map.entry("evidence.open_with_person SELECT", "belongs to the person's file"),
          Map.entry("evidence.kept_by_every_office UPDATE", "gives way where the person stands"),
          Map.entry("evidence.open_with_household SELECT", "follows a household that moves"),
          Map.entry("evidence.kept_with_household UPDATE", "gives way where the household is"),
          Map.entry("designation.open_with_person SELECT", "read by every desk before it decides"));

  @Autowired JdbcClient jdbc;
  @Autowired Audit audit;
  @Autowired TransactionTemplate transaction;

  @Test
  void every_relation_is_scoped_or_on_the_list() {
    record Relation(String name, String kind, boolean security, String options, boolean app) {}
    List<Relation> relations =
        jdbc.sql(
                """
                SELECT relname AS name, relkind::text AS kind, relrowsecurity AS security,
                       coalesce(array_to_string(reloptions, ','), '') AS options,
                       has_table_privilege('minzheng_app', c.oid, 'SELECT') AS app
                FROM pg_class c
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
                """)
            .query(Relation.class)
            .list();
    assertThat(relations).isNotEmpty();
    for (var relation : relations) {
      boolean scoped =
          switch (relation.kind()) {
            case "v" -> relation.options().contains("security_invoker=true");
            case "m", "f" -> !relation.app();
            default -> relation.security();
          };
      assertThat(scoped || UNSCOPED.containsKey(relation.name()))
          .as("%s has row-level security or a reason on the list", relation.name())
          .isTrue();
    }
  }

  @Test
  void every_policy_is_the_one_policy_and_every_region_column_sorts_by_bytes() {
    var policies =
        jdbc.sql(
                """
                SELECT c.relname FROM pg_class c
                WHERE relnamespace = 'public'::regnamespace AND relrowsecurity
                  AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid
                    AND p.polname = 'region_scope' AND p.polcmd = '*'
                    AND pg_get_expr(p.polqual, c.oid) LIKE '%app.region%'
                    AND pg_get_expr(p.polqual, c.oid) NOT LIKE '%LIKE%')
                """)
            .query(String.class)
            .list();
    assertThat(policies).isEmpty();
    var columns =
        jdbc.sql(
                """
                SELECT c.relname FROM pg_class c
                WHERE relnamespace = 'public'::regnamespace AND relrowsecurity
                  AND NOT EXISTS (SELECT FROM pg_attribute a JOIN pg_collation l ON l.oid = a.attcollation
                    WHERE a.attrelid = c.oid AND a.attname = 'region' AND a.attnotnull AND l.collname = 'C')
                """)
            .query(String.class)
            .list();
    assertThat(columns).isEmpty();
  }

  @Test
  void every_policy_that_widens_the_one_policy_has_its_reason() {
    var wider =
        jdbc.sql(
                """
                SELECT c.relname || '.' || p.polname || ' ' || CASE p.polcmd WHEN 'r' THEN 'SELECT'
                         WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END
                FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
                WHERE p.polpermissive AND p.polname <> 'region_scope'
                """)
            .query(String.class)
            .list();
    assertThat(wider).allMatch(WIDER::containsKey);
  }

  @Test
  void partitions_and_materialized_views_are_never_granted_to_the_application() {
    var granted =
        jdbc.sql(
                """
                SELECT relname FROM pg_class c
                WHERE relnamespace = 'public'::regnamespace AND (relispartition OR relkind = 'm')
                  AND has_table_privilege('minzheng_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE')
                """)
            .query(String.class)
            .list();
    assertThat(granted).isEmpty();
  }

  @Test
  void the_application_is_not_the_owner_and_cannot_switch_security_off() {
    record Login(String role, boolean superuser, boolean bypass) {}
    var login =
        jdbc.sql(
                """
                SELECT current_user AS role, rolsuper AS superuser, rolbypassrls AS bypass
                FROM pg_roles WHERE rolname = current_user
                """)
            .query(Login.class)
            .single();
    assertThat(login).isEqualTo(new Login("minzheng_app", false, false));
    var owned =
        jdbc.sql("SELECT count(*) FROM pg_class WHERE relowner = 'minzheng_app'::regrole")
            .query(Integer.class)
            .single();
    assertThat(owned).isZero();
  }

  @Test
  void a_query_without_any_condition_sees_its_own_area_only() {
    Scope.runAs("510104", () -> audit.write("测试", "范围", "own", "510104017"));
    Scope.runAs("510105", () -> audit.write("测试", "范围", "foreign", "510105001"));
    var seen =
        Scope.callAs(
            "510104",
            () ->
                transaction.execute(
                    status ->
                        jdbc.sql("SELECT DISTINCT region FROM audit_event")
                            .query(String.class)
                            .list()));
    assertThat(seen).isNotEmpty().allMatch(region -> region.startsWith("510104"));
  }

  @Test
  void the_same_connection_without_a_scope_shows_nothing() {
    Scope.runAs("510104", () -> audit.write("测试", "范围", "own", "510104017"));
    var pids = new java.util.HashMap<Integer, Integer>();
    for (int i = 0; i < 40; i++) {
      Scope.runAs(
          "510104",
          () ->
              transaction.executeWithoutResult(
                  status -> {
                    assertThat(count()).isPositive();
                    pids.merge(backend(), 1, Integer::sum);
                  }));
      transaction.executeWithoutResult(
          status -> {
            assertThat(count()).isZero();
            if (pids.containsKey(backend())) pids.put(-1, 1); // the reused connection was tried
          });
      assertThat(count()).isZero(); // and outside of any transaction
    }
    assertThat(pids).containsKey(-1);
  }

  private int count() {
    return jdbc.sql("SELECT count(*) FROM audit_event").query(Integer.class).single();
  }

  private int backend() {
    return jdbc.sql("SELECT pg_backend_pid()").query(Integer.class).single();
  }
}
