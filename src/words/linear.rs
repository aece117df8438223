//! The linear face: what it calls things, what it asks, and what it says in between.

use super::texts::texts;

texts! {
    /// Who speaks, and what follows.
    Said {
        You: "You: ", "Tú: ", "あなた: ";
        More: "more: ", "más: ", "続き: ";
        Assistant: "Assistant: ", "Asistente: ", "アシスタント: ";
        Note: "Note: {}", "Nota: {}", "お知らせ: {}";
        Warning: "Warning: {}", "Aviso: {}", "警告: {}";
        Failure: "Error: {}", "Error: {}", "エラー: {}";
        Review: "Step {}, {}, code to review:", "Paso {}, {}, código por revisar:", "ステップ {}、{}、確認するコード:";
        Unasked: "Step {}, {}, code that runs without asking:", "Paso {}, {}, código que se ejecuta sin preguntar:", "ステップ {}、{}、確認なしで実行するコード:";
        Edited: "Step {}, {}, your code:", "Paso {}, {}, tu código:", "ステップ {}、{}、あなたのコード:";
        Runs: "Step {} runs.", "El paso {} se ejecuta.", "ステップ {} を実行します。";
        RunsEdited: "Step {} runs as you changed it.", "El paso {} se ejecuta con tus cambios.", "変更したステップ {} を実行します。";
        NotRun: "Step {} is not run.", "El paso {} no se ejecuta.", "ステップ {} は実行しません。";
        Output: "Output of step {}:", "Salida del paso {}:", "ステップ {} の出力:";
        NotShown: "{} more lines are not shown; the last ones:", "{} líneas más no se muestran; las últimas:", "ほかに {} 行あります。最後の行:";
        Holding: "It prints a lot: from here on lines are counted, and the last ones shown at its end.", "Imprime mucho: desde aquí las líneas se cuentan, y las últimas se muestran al final.", "出力が多いため、ここからは行数だけ数え、最後の行を終了時に示します。";
        Value: "Result: {}", "Resultado: {}", "結果: {}";
        Shows: "It showed a {}: {}", "Mostró: {} ({})", "表示: {} ({})";
        EndedOk: "Step {} ended: ok, {} s.", "El paso {} terminó: bien, {} s.", "ステップ {} 終了: 成功、{} 秒。";
        EndedBad: "Step {} ended with an error, {} s.", "El paso {} terminó con un error, {} s.", "ステップ {} 終了: エラー、{} 秒。";
        EndedStopped: "Step {} was interrupted after {} s.", "El paso {} se interrumpió a los {} s.", "ステップ {} は {} 秒で中断されました。";
        EndedLate: "Step {} was stopped by the time limit after {} s.", "El paso {} se detuvo por el límite de tiempo a los {} s.", "ステップ {} は制限時間により {} 秒で停止しました。";
        EndedExit: "Step {} called exit after {} s.", "El paso {} llamó a exit a los {} s.", "ステップ {} は {} 秒で exit を呼びました。";
        EndedDead: "Step {} ended with its kernel after {} s: its variables are lost.", "El paso {} terminó con su kernel a los {} s: sus variables se perdieron.", "ステップ {} は {} 秒でカーネルごと終了し、変数は失われました。";
    }
}

texts! {
    /// What is asked; a line answers.
    Query {
        Decide: "approve ({}), edit ({}), reject ({}), all of this turn ({}), show (s), help (?): ", "aprobar ({}), editar ({}), rechazar ({}), todo este turno ({}), mostrar (s), ayuda (?): ", "実行 ({})、編集 ({})、却下 ({})、このターンすべて ({})、表示 (s)、ヘルプ (?): ";
        Reason: "reason, or nothing: ", "motivo, o nada: ", "理由(空でも可): ";
        Change: "line to change (? for help, . when done): ", "línea que cambiar (? ayuda, . al terminar): ", "変更する行 (? でヘルプ、. で完了): ";
        Input: "Step {} asks: {}", "El paso {} pregunta: {}", "ステップ {} の質問: {}";
        Bare: "input: ", "entrada: ", "入力: ";
        Send: "send (y), do not send (n), show all of it (s): ", "enviar (y), no enviar (n), mostrarlo todo (s): ", "送信 (y)、送信しない (n)、全文表示 (s): ";
        Held: "let it go on (g), stop it (x): ", "dejar que siga (g), detenerlo (x): ", "続行 (g)、停止 (x): ";
        Tell: "tell the model (t), stop here (x): ", "decírselo al modelo (t), parar aquí (x): ", "モデルに伝える (t)、ここで止める (x): ";
        Stalled: "restart the model (r), stop here (x): ", "reiniciar el modelo (r), parar aquí (x): ", "モデルを再起動 (r)、ここで止める (x): ";
        Leave: "end them (e), keep them (k), stay (s): ", "terminarlos (e), conservarlos (k), quedarse (s): ", "終了させる (e)、残す (k)、戻る (s): ";
    }
}

texts! {
    /// Sentences in between.
    Between {
        Welcome: "ci-tui, line by line. /help says what can be typed.", "ci-tui, línea a línea. /help dice qué se puede escribir.", "ci-tui 行モード。/help で入力できるものを示します。";
        DumbTerminal: "This terminal cannot show a full screen (TERM=dumb), so the conversation goes line by line.", "Este terminal no puede mostrar una pantalla completa (TERM=dumb): la conversación va línea a línea.", "この端末は全画面表示ができないため (TERM=dumb)、行ごとに対話します。";
        NoScreen: "Standard output is no terminal, so the conversation goes line by line.", "La salida estándar no es un terminal: la conversación va línea a línea.", "標準出力が端末ではないため、行ごとに対話します。";
        Loading: "Loading {}.", "Cargando {}.", "{} を読み込んでいます。";
        Ready: "{} is ready.", "{} está listo.", "{} の準備ができました。";
        Reading: "Reading the prompt: {} percent.", "Leyendo la petición: {} por ciento.", "プロンプトを読んでいます: {} パーセント。";
        StillRuns: "Step {} still runs, {} s.", "El paso {} sigue en marcha, {} s.", "ステップ {} は実行中、{} 秒。";
        StillWrites: "The model still writes code.", "El modelo sigue escribiendo código.", "モデルはまだコードを書いています。";
        TakenUp: "Taken up again; the last prompt and answer:", "Sesión retomada; la última petición y respuesta:", "セッションを再開しました。最後の質問と回答:";
        Stopping: "Stopping.", "Deteniendo.", "停止します。";
        AgainQuits: "Ctrl-C again quits; so does ctrl-d.", "Ctrl-C otra vez sale; ctrl-d también.", "もう一度 Ctrl-C で終了します (ctrl-d でも終了)。";
        TooSoon: "That line came before the question could be read; answer again.", "Esa línea llegó antes de poder leer la pregunta; responde otra vez.", "質問を読む前に入力されたため、もう一度答えてください。";
        Unclear: "Not understood; nothing was run. ? says what each letter does.", "No se entiende; no se ejecutó nada. ? dice qué hace cada letra.", "解釈できません。何も実行していません。? で各文字の意味を示します。";
        NoMoreInput: "No more input: step {} was not run.", "No hay más entrada: el paso {} no se ejecutó.", "入力が終わりました。ステップ {} は実行しませんでした。";
        Unchanged: "Nothing was changed.", "No se cambió nada.", "変更はありません。";
        NoTerminal: "There is no terminal for an editor here; change it line by line with e.", "Aquí no hay un terminal para un editor; cámbialo línea a línea con e.", "エディターを開く端末がありません。e で行ごとに変更できます。";
        OnlyHere: "That needs the full screen: start ci-tui without --plain.", "Eso necesita la pantalla completa: inicia ci-tui sin --plain.", "それには全画面が必要です。--plain なしで起動してください。";
        NoOther: "No other language is installed here.", "Aquí no hay otro lenguaje instalado.", "ほかの言語はインストールされていません。";
        NoStep: "There is no step yet.", "Aún no hay ningún paso.", "まだステップがありません。";
        StartsAfresh: "The kernels start afresh; their variables are gone.", "Los kernels empiezan de nuevo; sus variables se han ido.", "カーネルを新しく起動しました。変数は失われました。";
        ModelIs: "The model is {}; /model NAME uses another one, `ci-tui models list` names them.", "El modelo es {}; /model NOMBRE usa otro, `ci-tui models list` los nombra.", "モデルは {} です。/model 名前 で変更、`ci-tui models list` で一覧。";
        NoModel: "There is no model; /model NAME uses one, `ci-tui models list` names them.", "No hay modelo; /model NOMBRE usa uno, `ci-tui models list` los nombra.", "モデルがありません。/model 名前 で選択、`ci-tui models list` で一覧。";
        NoCommand: "There is no /{}; /help names what there is, // begins a prompt with a slash.", "No hay /{}; /help dice lo que hay, // empieza una petición con barra.", "/{} はありません。/help で一覧、// で / から始まる質問。";
        Leftovers: "Steps left {} running in the background:", "Los pasos dejaron {} en segundo plano:", "バックグラウンドで {} 個のプログラムが動いています:";
        Leaves: "This prompt would leave the machine for {}, {}: {} messages, {} bytes; {}.", "Esta petición saldría de la máquina hacia {}, {}: {} mensajes, {} bytes; {}.", "このプロンプトは {} へ送られます ({}): {} 件、{} バイト、{}。";
        CutOff: "The turn was stopped.", "El turno se detuvo.", "ターンを停止しました。";
        LimitSteps: "Stopped at the limit of steps of one turn; ask to go on, or raise `limits.max_steps`.", "Detenido en el límite de pasos de un turno; pide seguir o sube `limits.max_steps`.", "1 ターンのステップ上限で停止しました。続けるよう頼むか `limits.max_steps` を上げてください。";
        Repeats: "Stopped because the model repeats itself; put the question another way.", "Detenido porque el modelo se repite; pregunta de otra manera.", "モデルが繰り返しているため停止しました。別の聞き方をしてください。";
        LimitTokens: "Stopped at the token limit of a reply; ask to go on, or raise `generation.max_tokens`.", "Detenido en el límite de tokens de una respuesta; pide seguir o sube `generation.max_tokens`.", "返答のトークン上限で停止しました。続けるよう頼むか `generation.max_tokens` を上げてください。";
        GoesNoFurther: "The turn could not go on; `ci-tui doctor` looks for the cause.", "El turno no pudo seguir; `ci-tui doctor` busca la causa.", "ターンを続けられません。`ci-tui doctor` で原因を調べてください。";
        GoOnWith: "Go on with: ci-tui --plain --resume {}", "Continúa con: ci-tui --plain --resume {}", "続けるには: ci-tui --plain --resume {}";
    }
}

texts! {
    /// Several lines each, shown when asked for.
    Guide {
        Prompt: "Type a question and enter; a line that ends with \\ goes on.\nctrl-c stops what goes on, ctrl-d quits.\n/show  the last step, its code and output\n/model [NAME]  which model is used, or another one\n/reset  fresh kernels, without variables\n/quit  the end", "Escribe una pregunta y enter; una línea que acaba en \\ continúa.\nctrl-c detiene lo que está en marcha, ctrl-d sale.\n/show  el último paso, su código y su salida\n/model [NOMBRE]  qué modelo se usa, u otro\n/reset  kernels nuevos, sin variables\n/quit  el final", "質問を入力して enter。\\ で終わる行は次の行に続きます。\nctrl-c は実行中のものを止め、ctrl-d は終了します。\n/show  最後のステップのコードと出力\n/model [名前]  使うモデルの確認と変更\n/reset  カーネルを新しくする(変数は消えます)\n/quit  終了";
        Decide: "{0}  run this code\n{3}  run it, and every later step of this turn\n{1}  change it line by line\n{5}  change it in $EDITOR\n{2}  do not run it; a reason may follow on the same line\n{4}  let another language run it\ns  show it again\nctrl-c  stop the turn\nNothing runs without one of these letters.", "{0}  ejecutar este código\n{3}  ejecutarlo, y cada paso posterior de este turno\n{1}  cambiarlo línea a línea\n{5}  cambiarlo en $EDITOR\n{2}  no ejecutarlo; en la misma línea puede seguir un motivo\n{4}  que lo ejecute otro lenguaje\ns  mostrarlo otra vez\nctrl-c  detener el turno\nNada se ejecuta sin una de estas letras.", "{0}  このコードを実行\n{3}  これと、このターンの以後のステップをすべて実行\n{1}  行ごとに変更\n{5}  $EDITOR で変更\n{2}  実行しない(同じ行に理由を続けられます)\n{4}  別の言語で実行\ns  もう一度表示\nctrl-c  ターンを停止\nこれらの文字なしには何も実行されません。";
        Change: "3 TEXT  line 3 becomes TEXT\n+3 TEXT  TEXT comes behind line 3; +0 puts it first\n-3  line 3 goes\np  show it all\n.  done: back to the question\nq  leave it as it was", "3 TEXTO  la línea 3 pasa a ser TEXTO\n+3 TEXTO  TEXTO va tras la línea 3; +0 lo pone al principio\n-3  la línea 3 se va\np  mostrarlo todo\n.  listo: vuelve a la pregunta\nq  dejarlo como estaba", "3 文  3 行目を置き換え\n+3 文  3 行目の後に追加(+0 は先頭)\n-3  3 行目を削除\np  全体を表示\n.  完了して質問に戻る\nq  元のままにする";
    }
}
