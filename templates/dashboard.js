"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const facts = read("facts"), histories = read("histories");
  const find = (query, root = document) => root.querySelector(query);
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const size = (text) => text.length > 0;

  // text goes in as text: nothing that a unit wrote can become a part of the page
  const make = (tag, text = "", kind = "") => {
    const made = document.createElement(tag);
    if (size(text)) made.textContent = text;
    if (size(kind)) made.className = kind;
    return made;
  };

  // ---- filters
  const rows = all(".list tbody tr").map((row) => ({
    row, text: (row.textContent + " " + row.dataset.words).toLowerCase(),
    light: [row.dataset.light], category: [row.dataset.category], section: [row.dataset.section],
    part: facts.parts.filter((part) => part.classes.includes(row.dataset.category)).map((part) => part.label),
    unit: JSON.parse(row.dataset.unit), leader: JSON.parse(row.dataset.leader), alert: JSON.parse(row.dataset.alert),
  }));
  const fields = Object.fromEntries(all("[data-filter]").map((field) => [field.dataset.filter, field]));
  const labels = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, find("span", field.parentElement).textContent]));

  const filter = () => {
    const words = fields.words.value.toLowerCase().split(/\s+/).filter(size);
    const wanted = Object.entries(fields).filter(([name, field]) => name !== "words" && size(field.value));
    let count = 0;
    for (const one of rows) {
      const shown = words.every((word) => one.text.includes(word)) && wanted.every(([name, field]) => one[name].includes(field.value));
      one.row.hidden = !shown;
      count += shown ? 1 : 0;
    }
    const said = wanted.map(([name, field]) => `${labels[name]}：${field.value}`).concat(words.map((word) => `有“${word}”`)).join("，");
    find("#found").textContent = size(said) ? `${said}，符合条件的${count}项，共${rows.length}项` : `共${rows.length}项`;
    find("#none").hidden = count > 0 || rows.length === 0;
  };
  const show = (name, value) => {
    find(".filters").reset();
    fields[name].value = value;
    filter();
    // on a phone the filters would fill the screen
    find(innerWidth > 720 ? "#tasks" : "#found").scrollIntoView({ behavior: "smooth" });
  };
  find(".filters").addEventListener("input", filter);
  find(".filters").addEventListener("submit", (event) => event.preventDefault());
  find(".filters").addEventListener("reset", () => setTimeout(filter));
  for (const button of all("[data-set]")) button.addEventListener("click", () => show(button.dataset.set, button.dataset.value));

  // ---- a task's whole history
  const dialog = find("#history"), story = find("#story");
  let course = null;

  const unpack = async (packed) => {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  };
  const terms = (pairs) => {
    const list = make("dl");
    for (const [label, value] of pairs) {
      if (value === undefined || value === null || !size(String(value))) continue;
      list.append(make("dt", label), make("dd", String(value)));
    }
    return list;
  };
  const listed = (title, lines) => {
    if (lines.length === 0) return;
    story.append(make("h3", title));
    const list = make("ul");
    for (const line of lines) list.append(make("li", line));
    story.append(list);
  };
  const percent = (value) => (value === null || value === undefined ? "" : `${value.toFixed(1)}%`);

  const tellPeriod = (period) => {
    const block = make("div", "", "period"), head = make("h3", period.title + "　");
    if (period.light) head.append(make("span", period.light, "light " + period.style), " " + period.category);
    block.append(head);
    if (period.light) block.append(terms([["判定", period.basis], ["完成比例", percent(period.percent)], ["序时进度", percent(period.pace)]]));
    if (period.reports.length === 0) block.append(make("p", "没有填报。", "note"));
    for (const report of period.reports) {
      const said = make("div", "", "report");
      said.append(make("b", `${report.role}　${report.unit}`), terms([
        ["状态", report.status], ["完成值", report.value], ["完成比例", report.percent], ["本期进展", report.progress],
        ["存在问题", report.problem], ["下一步措施", report.next_step], ["预计完成", report.expected_on],
        ["需协调事项", report.needs], ["佐证材料", report.evidence], ["出处", report.origin]]));
      block.append(said);
    }
    if (period.cut) block.append(make("p", "为使本页不致过大，这一期只列状态和数字，文字请看台账。", "note"));
    return block;
  };

  const tell = (history) => {
    const title = make("h2", `第${history.no}项　${history.content}`);
    title.id = "history-title";
    story.replaceChildren(title, terms([
      ["板块", history.section], ["年度目标", history.goal], ["牵头领导", history.leaders], ["牵头单位", history.leads],
      ["配合单位", history.supports], ["完成时限", history.deadline], ["目标", history.targets.join("\n")], ["出处", history.place]]));
    listed("本期预警", history.alerts);
    listed("节点", history.stages.map((stage) => `${stage.day}　${stage.label}`));
    listed("申请、答复和核验", history.events);
    story.append(make("h3", "各期填报"));
    const told = history.periods.filter((period) => period.light).reverse();
    if (told.filter((period) => period.percent !== null).length > 1) drawCourse(told);
    if (history.periods.length === 0) story.append(make("p", "还没有填报。"));
    for (const period of history.periods) story.append(tellPeriod(period));
  };

  const open = async (id) => {
    if (!(id in histories)) return;
    if (course) course.destroy();
    course = null;
    story.replaceChildren(make("p", "正在打开……"));
    if (!dialog.open) dialog.showModal();
    document.body.classList.add("one");
    if (typeof DecompressionStream === "undefined") {
      story.replaceChildren(make("p", "这个浏览器版本较旧，打不开任务全程，请换用新版的浏览器。"));
      return;
    }
    tell(await unpack(histories[id]));
    dialog.scrollTop = 0;
  };
  dialog.addEventListener("close", () => {
    document.body.classList.remove("one");
    history.replaceState(null, "", location.pathname + location.search);
  });
  // beside the text, too, but not at the end of choosing some of it
  find(".list tbody").addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (row && String(getSelection()) === "") location.hash = row.dataset.id;
  });
  const follow = () => open(decodeURIComponent(location.hash.slice(1)));
  addEventListener("hashchange", follow);
  find("#close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  for (const id of ["#print", "#print-one"]) find(id).addEventListener("click", () => print());

  // ---- paper: every figure is printed, charts in a size that suits A4, of an open task only its own history
  const charts = [];
  addEventListener("beforeprint", () => {
    for (const one of all("details")) one.open = true;
    for (const { chart, paper } of charts) chart.resize(...paper);
    if (!dialog.open) return;
    const sheet = find("#sheet");
    sheet.replaceChildren(...story.cloneNode(true).childNodes);
    if (!course) return;
    const drawn = make("img");
    drawn.src = course.toBase64Image();
    drawn.alt = course.canvas.getAttribute("aria-label");
    find(".course", sheet).replaceWith(drawn);
  });
  addEventListener("afterprint", () => {
    for (const one of all("details")) one.open = false;
    for (const { chart } of charts) chart.resize();
  });

  // ---- charts; their figures stand in tables as well
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 13;
  Chart.defaults.color = colour("ink");
  Chart.defaults.plugins.legend.labels.boxWidth = 16;
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  const bars = (row) => ({ label: row.light, backgroundColor: colour(row.style), data: facts.trend.map((period) => period[row.light]), stack: "lights", order: 2 });
  const short = (title) => title.replace(/^\d+年(?=.)/, "");

  const drawCourse = (told) => {
    const place = make("div", "", "course"), canvas = make("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "各期完成比例与序时进度，数字见下面各期");
    place.append(canvas);
    story.append(place);
    course = new Chart(canvas, {
      type: "line",
      data: { labels: told.map((period) => short(period.title)), datasets: [
        { label: "完成比例（%）", data: told.map((period) => period.percent), borderColor: colour("blue"), backgroundColor: colour("blue"), spanGaps: true },
        { label: "序时进度（%）", data: told.map((period) => period.pace), borderColor: colour("gray"), backgroundColor: colour("gray"), borderDash: [6, 4], pointRadius: 0 }] },
      options: { scales: { y: { min: 0, suggestedMax: 100 } }, plugins: { legend: { position: "bottom" } } },
    });
  };

  const draw = (id, paper, made) => charts.push({ chart: new Chart(find(id), made), paper });
  draw("#lights", [150, 150], {
    type: "doughnut",
    data: { labels: facts.lights.map((row) => row.light), datasets: [{ data: facts.lights.map((row) => row.count), backgroundColor: facts.lights.map((row) => colour(row.style)) }] },
    options: { cutout: "58%", plugins: { legend: { display: false } },
      onClick: (event, hit) => { if (hit.length) show("light", facts.lights[hit[0].index].light); } },
  });
  const classes = [{ label: "本期", data: facts.classes.map((row) => row.count), backgroundColor: colour("blue") }];
  if (facts.compared) classes.push({ label: "上期", data: facts.classes.map((row) => row.previous), backgroundColor: "#c3ccd8" });
  draw("#classes", [480, 190], {
    type: "bar",
    data: { labels: facts.classes.map((row) => row.category), datasets: classes },
    options: { indexAxis: "y", scales: { x: { ticks: { precision: 0 } }, y: { ticks: { autoSkip: false } } },
      plugins: { legend: { display: facts.compared, position: "bottom" } },
      onClick: (event, hit) => { if (hit.length) show("category", facts.classes[hit[0].index].category); } },
  });
  if (find("#trend")) draw("#trend", [1000, 230], {
    data: { labels: facts.trend.map((row) => row.period), datasets: [
      { type: "line", label: "达标率（%）", data: facts.trend.map((row) => row.on_plan), borderColor: colour("ink"), backgroundColor: colour("ink"), yAxisID: "share", order: 1 },
      ...facts.lights.map((row) => ({ type: "bar", ...bars(row) }))] },
    options: { scales: { x: { stacked: true }, y: { stacked: true, ticks: { precision: 0 }, title: { display: true, text: "项" } },
      share: { position: "right", min: 0, max: 100, grid: { drawOnChartArea: false }, title: { display: true, text: "%" } } },
      plugins: { legend: { position: "bottom" } } },
  });
  follow();
})();
