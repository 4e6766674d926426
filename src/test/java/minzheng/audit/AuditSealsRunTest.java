package minzheng.audit;

import static org.assertj.core.api.Assertions.assertThat;

import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The service as the job calls it: without a scope, over rows of every district. */
@MinzhengTest
class AuditSealsRunTest {
  @Autowired Audit audit;
  @Autowired AuditSeals seals;

  @Test
  void the_trail_of_every_district_is_sealed_and_verified() throws InterruptedException {
    Scope.runAs(Fixtures.JINJIANG, () -> audit.write("测试", "封存", 1, Fixtures.JINJIANG));
    Scope.runAs(Fixtures.QINGYANG, () -> audit.write("测试", "封存", 2, Fixtures.QINGYANG));
    long wanted = seals.verify().sealed() + seals.verify().unsealed();
    for (int i = 0; i < 100 && seals.verify().sealed() < wanted; i++) {
      seals.seal();
      Thread.sleep(20);
    }
    var check = seals.verify();
    assertThat(check.sealed()).isGreaterThanOrEqualTo(wanted);
    assertThat(check.blocks()).isPositive();
    assertThat(check.broken()).isNull();
  }
}
