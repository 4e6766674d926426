package minzheng.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Set;
import minzheng.demo.DemoAccounts;
import minzheng.kernel.RuleViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Profile;

/**
 * There is no default account: the first one comes from the environment, the demo ones from demo.
 */
class FirstAdministratorTest {
  private final Accounts accounts = mock();

  @Test
  void it_comes_from_the_environment_and_must_change_its_password() {
    start("chief", "first-password-1");
    verify(accounts)
        .create(
            argThat(
                e -> e.username().equals("chief") && e.roles().equals(Set.of(Role.SYSTEM_ADMIN))),
            eq("first-password-1"),
            eq(true));
  }

  @ParameterizedTest
  @CsvSource({"'',''", "chief,''", "'',first-password-1", "chief,short"})
  void without_a_name_and_a_long_password_there_is_nobody(String username, String password) {
    start(username, password);
    verify(accounts, never()).create(any(), anyString(), anyBoolean());
  }

  @Test
  void where_there_is_an_account_the_environment_adds_none() {
    when(accounts.any()).thenReturn(true);
    start("chief", "first-password-1");
    verify(accounts, never()).create(any(), anyString(), anyBoolean());
  }

  @Test
  void two_nodes_starting_together_do_not_trip_each_other() {
    when(accounts.any()).thenReturn(false, true);
    when(accounts.create(any(), anyString(), anyBoolean()))
        .thenThrow(new RuleViolation("username", "已经有人使用"));
    start("chief", "first-password-1");
  }

  @Test
  void demo_accounts_exist_under_the_demo_profile_alone() {
    assertThat(DemoAccounts.class.getAnnotation(Profile.class).value()).containsExactly("demo");
    assertThat(FirstAdministrator.class.getAnnotation(Profile.class).value())
        .containsExactly("!demo");
  }

  private void start(String username, String password) {
    new FirstAdministrator(accounts, username, password, "5101").create();
  }
}
