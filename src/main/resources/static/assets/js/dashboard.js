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
      data: rows.map(row => Number(row.cells[1].querySelector("a").textContent.replaceAll(",", "")))
    }]
  });
  chart.on("click", bar => { location.href = rows[bar.dataIndex].cells[1].querySelector("a").href; });
  addEventListener("resize", () => chart.resize());
}

// The months as a curve, the oldest at the left; a point opens the list of its month.
const trend = document.getElementById("trend");
if (trend && window.echarts) {
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const rows = [...document.querySelectorAll("#" + trend.dataset.source + " tbody tr")].reverse();
  const curve = echarts.init(trend, null, { renderer: "svg" });
  const number = value => value.toLocaleString("zh-CN");

  curve.setOption({
    animation: false,
    textStyle: { fontFamily: css("--mz-font") },
    grid: { left: 8, right: 24, top: 24, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      formatter: point => rows[point.dataIndex].cells[0].textContent.trim() + "\n"
        + number(point.value) + " " + trend.dataset.unit
    },
    xAxis: {
      type: "category",
      data: rows.map(row => row.cells[0].textContent.trim()),
      axisLine: { lineStyle: { color: css("--mz-line-strong") } },
      axisTick: { show: false },
      axisLabel: { color: css("--mz-ink"), fontSize: 12 }
    },
    yAxis: {
      type: "value",
      min: 0,
      minInterval: 1,
      splitLine: { lineStyle: { color: css("--mz-line") } },
      axisLabel: { color: css("--mz-ink-2"), fontSize: 12, formatter: number }
    },
    series: [{
      type: "line",
      symbol: "circle",
      symbolSize: 7,
      cursor: "pointer",
      lineStyle: { color: css("--mz-accent"), width: 2 },
      itemStyle: { color: css("--mz-accent") },
      data: rows.map(row => Number(row.cells[1].textContent.replaceAll(",", "")))
    }]
  });
  curve.on("click", point => { location.href = rows[point.dataIndex].cells[1].querySelector("a").href; });
  addEventListener("resize", () => curve.resize());
}
