package minzheng.dashboard;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import minzheng.cases.CaseFigures;
import minzheng.cases.CaseFigures.Load;
import minzheng.dashboard.Board.Cell;
import minzheng.dashboard.Board.LoadRow;
import minzheng.dashboard.Board.ProgrammeRow;
import minzheng.dashboard.Board.WorkTables;
import minzheng.jurisdiction.Offices;
import minzheng.jurisdiction.Regions;
import minzheng.web.Option;
import org.springframework.stereotype.Component;

/** Puts the cases at work on the page: by programme and state, by office, by worker. */
@Component
class WorkBoard {
  /** Workers shown; those behind have the least late work. */
  private static final int WORKERS = 12;

  private final Offices offices;
  private final Regions regions;

  WorkBoard(Offices offices, Regions regions) {
    this.offices = offices;
    this.regions = regions;
  }

  WorkTables of(CaseFigures.Work work, Links links) {
    // steps of several procedures share a name, and the list finds them all by one of their codes
    var steps =
        work.states().stream()
            .collect(
                groupingBy(Option::label, LinkedHashMap::new, mapping(Option::value, toList())));
    var programmes = new ArrayList<ProgrammeRow>();
    for (var p : work.programmes())
      programmes.add(
          new ProgrammeRow(
              p.title(),
              steps.values().stream().map(codes -> cell(p, codes, links)).toList(),
              new Cell(p.load().open(), links.open("type", p.type()))));
    var sums =
        steps.values().stream()
            .map(
                codes ->
                    new Cell(
                        work.programmes().stream().mapToLong(p -> open(p, codes)).sum(),
                        links.open("state", codes.getFirst())))
            .toList();
    var workers = new ArrayList<LoadRow>();
    work.workers().stream()
        .limit(WORKERS)
        .forEach(w -> workers.add(load(w.name(), w.load(), links, "who", w.account())));
    if (work.untaken().open() > 0) workers.add(load("待领取", work.untaken(), links, "who", "none"));
    return new WorkTables(
        List.copyOf(steps.keySet()),
        programmes,
        new ProgrammeRow("合计", sums, new Cell(work.all().open(), links.open())),
        offices(work, links),
        load("合计", work.waiting(), links, "office", "any"),
        workers,
        Math.max(0, work.workers().size() - WORKERS));
  }

  private static Cell cell(CaseFigures.Programme p, List<String> codes, Links links) {
    String own =
        codes.stream().filter(p.states()::containsKey).findFirst().orElse(codes.getFirst());
    return new Cell(open(p, codes), links.open("type", p.type(), "state", own));
  }

  private static long open(CaseFigures.Programme p, List<String> codes) {
    return codes.stream().mapToLong(code -> p.states().getOrDefault(code, 0L)).sum();
  }

  /** Offices one by one; the whole city has hundreds, so it is read by district. */
  private List<LoadRow> offices(CaseFigures.Work work, Links links) {
    if (links.area().length() < 6)
      return work.districts().stream()
          .map(
              d ->
                  load(
                      regions.name(d.office()) + "（含街道）",
                      d.load(),
                      links.in(d.office()),
                      "office",
                      "any"))
          .toList();
    var names = names(work);
    return work.offices().stream()
        .map(o -> load(names.get(o.office()), o.load(), links, "office", o.office()))
        .toList();
  }

  private HashMap<String, String> names(CaseFigures.Work work) {
    var names = new HashMap<String, String>();
    List<String> codes = work.offices().stream().map(CaseFigures.OfficeLoad::office).toList();
    for (String code : codes) names.put(code, regions.path(code));
    for (var office : offices.of(codes)) names.put(office.region(), office.name());
    return names;
  }

  private static LoadRow load(String name, Load load, Links links, String by, Object value) {
    return new LoadRow(
        name,
        new Cell(load.over(), links.open(by, value, "due", "over")),
        load.longest(),
        new Cell(load.soon(), links.open(by, value, "due", CaseFigures.SOON)),
        new Cell(load.open(), links.open(by, value)),
        links.supervises() && value instanceof Long ? "/cases/workers/" + value : null);
  }
}
