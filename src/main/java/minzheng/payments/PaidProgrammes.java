package minzheng.payments;

import java.util.List;

/** Contributed by each desk that pays: this module knows programmes by their code only. */
public interface PaidProgrammes {
  List<PaidProgramme> paidProgrammes();
}
