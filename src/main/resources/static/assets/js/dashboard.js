// Draws the picture from the table that stands behind it, so that both always say the same.
"use strict";
const box = document.getElementById("chart");
if (box && window.echarts) {
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const rows = [...document.querySelectorAll("#" + box.dataset.source + " tbody tr")].reverse();
  const longest = Math.max(...rows.map(row => row.cells[0].textContent.trim().length));
  const chart = echarts.init(box, null, { renderer: "svg" });

  chart.setOption({
    animation: false,
    textStyle: { fontFamily: css("--mz-font") },
    grid: { left: 12 * Math.min(longest, 10) + 12, right: 56, top: 4, bottom: 4 },
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      formatter: bar => rows[bar.dataIndex].cells[0].textContent.trim() + "\n"
        + bar.value.toLocaleString("zh-CN") + " " + box.dataset.unit
    },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      data: rows.map(row => row.cells[0].textContent.trim()),
      axisLine: { lineStyle: { color: css("--mz-line-strong") } },
      axisTick: { show: false },
      axisLabel: { color: css("--mz-ink"), fontSize: 12, interval: 0, width: 120, overflow: "truncate" }
    },
    series: [{
      type: "bar",
      barMaxWidth: 14,
      cursor: "pointer",
      itemStyle: { color: css("--mz-accent") },
      label: { show: true, position: "right", color: css("--mz-ink"), fontSize: 12, formatter: bar => bar.value.toLocaleString("zh-CN") },
      data: rows.map(row => Number(row.cells[1].textContent.replaceAll(",", "")))
    }]
  });
  chart.on("click", bar => { location.href = rows[bar.dataIndex].cells[1].querySelector("a").href; });
  addEventListener("resize", () => chart.resize());
}
