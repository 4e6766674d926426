package minzheng.documents;

import minzheng.jurisdiction.ReferenceData;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The lists of required papers the module brings along (docs/rules, domain sheet of each
 * programme).
 */
@Configuration(proxyBeanMethods = false)
class DocumentsData {
  @Bean
  ReferenceData requiredPapers() {
    return new ReferenceData(
        "50 required papers",
        "required-papers.csv",
        "case_type text, paper_code text, name text, signed_by text, obtainable_by_check boolean,"
            + " condition text, basis text, position int, valid_from date, valid_to date",
        """
        INSERT INTO paper_requirement (case_type, paper_code, name, signed_by,
          obtainable_by_check, condition, basis, position, valid_from, valid_to)
        SELECT case_type, paper_code, name, signed_by, obtainable_by_check, condition, basis,
          position, valid_from, valid_to
        FROM loaded ORDER BY case_type, position, valid_from
        ON CONFLICT DO NOTHING
        """);
  }
}
