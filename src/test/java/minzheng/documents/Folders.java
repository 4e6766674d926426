package minzheng.documents;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import minzheng.kernel.NotFound;
import minzheng.security.Scope;
import org.springframework.stereotype.Component;

/** Records of an imaginary desk that have files and papers, for the tests of this module. */
@Component
class Folders implements AttachmentOwner, Paper {
  static final String TYPE = "FOLDER";
  static final String KIND = "FOLDER_LETTER";
  private static final AtomicLong NEXT = new AtomicLong();
  private static final Map<Long, Owner> ALL = new ConcurrentHashMap<>();

  static long open(String region, String caseType, LocalDate day) {
    return put(region, caseType, day, null);
  }

  static long closed(String region) {
    return put(region, "DIBAO", LocalDate.of(2026, 11, 18), "案件已办结，不能再增减材料。");
  }

  private static long put(String region, String caseType, LocalDate day, String closed) {
    long id = NEXT.incrementAndGet();
    ALL.put(id, new Owner(id, region, "卷宗 " + id, "/folders/" + id, caseType, day, closed));
    return id;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Owner owner(long id) {
    var owner = ALL.get(id);
    if (owner == null || Scope.region() == null || !owner.region().startsWith(Scope.region()))
      throw new NotFound("卷宗");
    return owner;
  }

  @Override
  public About about() {
    return new About(KIND, "不予认定通知书", TYPE, "documents/test-letter :: body");
  }

  @Override
  public Facts facts(long ownerId) {
    var owner = owner(ownerId);
    return new Facts(
        owner.region(),
        "成都市锦江区民政局",
        LocalDate.of(2026, 11, 17),
        "锦江民救测" + ownerId,
        null,
        Map.of("name", "覃文斌", "rows", List.of(Map.of("item", "家庭月收入", "value", "2,100.00 元"))),
        List.of(new Line("决定", "不予认定为最低生活保障家庭")));
  }
}
