package minzheng.security;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an account may do. An account may hold several; maker and checker of one thing never meet.
 */
public enum Role {
  CASEWORKER("经办人"),
  REVIEWER("审核人"),
  APPROVER("审批人"),
  FINANCE("财务"),
  SUPERVISOR("主管"),
  STANDARDS_ADMIN("标准管理员"),
  SYSTEM_ADMIN("系统管理员"),
  AUDITOR("审计员");

  /** Who decides cases of the desks, and who supervises them. */
  public static final String DESKS = "hasAnyRole('CASEWORKER','REVIEWER','APPROVER','SUPERVISOR')";

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The word on pages. */
  public String label() {
    return label;
  }

  /** The words of several, such as 经办人、审核人. */
  static String labels(Set<Role> roles) {
    return roles.stream().sorted().map(Role::label).collect(Collectors.joining("、"));
  }
}
