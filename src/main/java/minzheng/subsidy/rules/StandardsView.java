package minzheng.subsidy.rules;

import java.time.LocalDate;
import java.util.Optional;
import minzheng.kernel.RegionCode;

/** Where the interpreter finds the values in force. */
public interface StandardsView {
  /**
   * The value of the most specific region that has one: street, district, city, province, nation.
   *
   * @param category class of the value, empty for the general one
   */
  Optional<StandardValue> find(String code, String category, RegionCode region, LocalDate day);
}
