package minzheng.standards;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.kernel.RegionCode;

/**
 * All values known at one instant, for any day: read once, asked a million times. Immutable.
 *
 * <p>The most specific area wins: community, street, district, city, province, nation. An area
 * whose own value has ended falls back to the area above.
 */
public final class StandardBook {
  private record Key(String code, String personClass, String region) {}

  private final Map<Key, List<StandardValue>> rows = new HashMap<>();
  private final List<StandardValue> all;

  public StandardBook(Collection<StandardValue> values) {
    all = List.copyOf(values);
    for (StandardValue value : all) {
      Key key = new Key(value.code(), value.personClass(), value.region());
      rows.computeIfAbsent(key, k -> new ArrayList<>(2)).add(value);
    }
  }

  /** The value in force, or empty: then nothing may be decided, the standard is never zero. */
  public Optional<StandardValue> find(
      String code, String personClass, String region, LocalDate day) {
    for (RegionCode area : new RegionCode(region).lookupChain()) {
      for (StandardValue row :
          rows.getOrDefault(new Key(code, personClass, area.value()), List.of())) {
        if (!row.ends() && row.days().contains(day)) return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /** The value for everybody (no class). */
  public Optional<StandardValue> find(String code, String region, LocalDate day) {
    return find(code, "", region, day);
  }

  /** Every row, in the order of the register. */
  public List<StandardValue> all() {
    return all;
  }
}
