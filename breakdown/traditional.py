"""Traditional characters read as simplified ones, for the words by which labels, verbs, units and times are known."""

from __future__ import annotations

_TRADITIONAL = (
    "牽頭單責時間節點領導聯繫係協辦務標實參與負進個內員會縣區鄉鎮處廳廠場農業財發經濟檢監審計統稅環護衛醫"
    "療險學體電氣關銀證國團總黨紀機構應軍隊徵後營資產規劃設運輸測繪郵貿質鐵門組織職擔細調據庫館圖書報臺視"
    "廣網軟術園屬級積極對強開續認觀勞動壓儘長師備註說號類項劑創執訂評議論詳達遞邊嚴確壯維練給約線終結繼緊"
    "編綜綠緩縮績來當無獲獎現盡數東條檔權歸歲歷殘減準溝滿漁濕為爾狀獨礦種穩競範築簡糧純紅習聞興舉蘭補裝複"
    "覽訓記訪許診該請諮謀講譯變讓豐貝購費賽贊趙車軌載較輛輔轉辭適選遺還鄭醬鏈鋼錄錢鍵闢陳陽隨際雙離難靈順"
    "預頻題顧風飛馬驗驛魚鳳黃齊齡龍萬億張劉楊吳孫"
)
_SIMPLIFIED = (
    "牵头单责时间节点领导联系系协办务标实参与负进个内员会县区乡镇处厅厂场农业财发经济检监审计统税环护卫医"
    "疗险学体电气关银证国团总党纪机构应军队征后营资产规划设运输测绘邮贸质铁门组织职担细调据库馆图书报台视"
    "广网软术园属级积极对强开续认观劳动压尽长师备注说号类项剂创执订评议论详达递边严确壮维练给约线终结继紧"
    "编综绿缓缩绩来当无获奖现尽数东条档权归岁历残减准沟满渔湿为尔状独矿种稳竞范筑简粮纯红习闻兴举兰补装复"
    "览训记访许诊该请咨谋讲译变让丰贝购费赛赞赵车轨载较辆辅转辞适选遗还郑酱链钢录钱键辟陈阳随际双离难灵顺"
    "预频题顾风飞马验驿鱼凤黄齐龄龙万亿张刘杨吴孙"
)
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def plain(text: str) -> str:
    """The text in simplified characters, one for each character printed, so that positions stay the same."""
    return text.translate(_TABLE)
