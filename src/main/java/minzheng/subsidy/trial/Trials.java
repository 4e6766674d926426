package minzheng.subsidy.trial;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import minzheng.jurisdiction.Regions;
import minzheng.standards.Standards;
import minzheng.subsidy.Programmes;
import minzheng.subsidy.rules.Assessment;
import minzheng.subsidy.rules.BookStandards;
import minzheng.subsidy.rules.ProgrammeCode;
import minzheng.subsidy.rules.Result;
import minzheng.subsidy.rules.Rulebook;
import minzheng.subsidy.rules.StandardsView;
import minzheng.subsidy.trial.TrialReader.Trial;
import org.springframework.stereotype.Service;

/**
 * Trials by the interpreter that decides real cases. Programmes and standards are read once per
 * request, so that every node answers by what is published at that moment.
 */
@Service
class Trials {
  private final Programmes programmes;
  private final Standards standards;
  private final Regions regions;

  Trials(Programmes programmes, Standards standards, Regions regions) {
    this.programmes = programmes;
    this.standards = standards;
    this.regions = regions;
  }

  TrialReader reader() {
    return new TrialReader(regions::exists, built());
  }

  /** Those of the known programmes of which a version was published. */
  Set<ProgrammeCode> built() {
    Set<String> published = programmes.book().codes();
    var built = EnumSet.noneOf(ProgrammeCode.class);
    for (ProgrammeCode code : ProgrammeCode.values()) {
      if (published.contains(code.name())) built.add(code);
    }
    return built;
  }

  TrialAnswer answer(Trial trial) {
    return answers(List.of(trial)).findFirst().orElseThrow();
  }

  /** In the order of the trials; each is computed when it is taken, from what was read before. */
  Stream<TrialAnswer> answers(List<Trial> trials) {
    Rulebook rulebook = programmes.book();
    StandardsView values = new BookStandards(standards.book());
    return trials.stream().map(trial -> answer(trial, rulebook, values));
  }

  private static TrialAnswer answer(Trial trial, Rulebook rulebook, StandardsView values) {
    var assessment = new Assessment(trial.facts(), trial.on(), rulebook, values);
    var results = new ArrayList<Result>();
    for (ProgrammeCode code : trial.programmes()) {
      results.addAll(assessment.determine(code.name(), code.subject()));
    }
    return TrialAnswer.of(trial.on(), results);
  }
}
